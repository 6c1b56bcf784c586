//! Who may ask: the same page or program on this machine, or whoever has the token.
//!
//! A page of another site can have a browser send requests here. It can neither read answers (no CORS header is ever sent) nor
//! have anything changed or worked out (`Origin` and `Sec-Fetch-Site` are checked), also where it has its own name point at this
//! machine (`Host` is checked).

use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use comity_data::FileHash;
use std::hint::black_box;
use std::net::IpAddr;
use std::sync::Arc;

/// What is asked of every request.
#[derive(Debug, Clone)]
pub struct Guard {
    /// SHA-256 of the token, if one is needed.
    token: Option<String>,
    /// Whether only names of this machine are answered to.
    loopback: bool,
}

/// Answered without a token: that the server is there, and the page that asks for the token with what it is made of.
const OPEN: [&str; 8] =
    ["/", "/api", "/api/v1", "/api/v1/", "/app.js", "/app.css", "/licences.md", "/api/v1/health"];

const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

impl Guard {
    /// For a server at an address.
    pub fn new(address: IpAddr, token: Option<&str>) -> Self {
        Self { token: token.map(hash), loopback: address.is_loopback() }
    }

    fn check(&self, request: &Request) -> Result<(), Problem> {
        let headers = request.headers();
        // Over HTTP/1 a request names its host; one without is of no browser.
        let host = text(headers, &header::HOST).unwrap_or_default();
        if self.loopback && !is_this_machine(host) {
            let detail = format!("`{host}` is not a name of this machine");
            return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "host", detail)
                .hint("use http://localhost or http://127.0.0.1 with the port"));
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            same_origin(headers, host)?;
        }
        match &self.token {
            Some(token) if !OPEN.contains(&request.uri().path()) && !bears(headers, token) => {
                Err(Problem::new(StatusCode::UNAUTHORIZED, "token", "the server needs its token")
                    .hint("send the header Authorization: Bearer TOKEN"))
            }
            _ => Ok(()),
        }
    }
}

/// Checks a request, and gives its answer the headers that every answer has.
pub async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.check(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if is_bare(&response) {
        response =
            Problem::new(response.status(), "request", "the request cannot be understood").into_response();
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if guard.token.is_some() && response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// Whether something was refused before anybody here looked at it, such as an address that is no UTF-8.
fn is_bare(response: &Response) -> bool {
    let (status, kind) = (response.status(), response.headers().get(header::CONTENT_TYPE));
    (status.is_client_error() || status.is_server_error())
        && kind.is_none_or(|kind| !kind.as_bytes().starts_with(b"application/problem+json"))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or_default();
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn same_origin(headers: &HeaderMap, host: &str) -> Result<(), Problem> {
    let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
    let origin = text(headers, &header::ORIGIN);
    let named = origin.map(|origin| origin.split_once("://").map_or(origin, |(_, host)| host));
    if site.is_none_or(|site| site == "same-origin" || site == "none")
        && named.is_none_or(|named| named.eq_ignore_ascii_case(host))
    {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "cross_site", "the request comes from another site")
        .hint("ask from the workbench's own page, or from a program"))
}

fn bears(headers: &HeaderMap, token: &str) -> bool {
    let sent = text(headers, &header::AUTHORIZATION).and_then(|value| value.split_once(' '));
    let sent = sent.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    // Hashes have one length, and all of them is looked at, so that the time tells nothing about the token.
    let hashed = hash(sent.map_or("", |(_, token)| token.trim()));
    let differing = hashed.bytes().zip(token.bytes()).fold(0, |differing, (a, b)| differing | (a ^ b));
    sent.is_some() && black_box(differing) == 0
}

fn hash(token: &str) -> String {
    FileHash::of("", token.as_bytes()).sha256
}
