//! Connections: a bounded number, each with a bounded time to say what it asks and to read on, and an end when the server stops.

use crate::patient::Patient;
use crate::problem::Problem;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most of them.
    pub connections: usize,
    /// Most beyond those, which are only told to come back. Still others are closed without a word.
    pub turned_away: usize,
    /// Longest time until the head of a request is there, also of the next one on the same connection.
    pub head: Duration,
    /// Longest time in which nothing of an answer is taken.
    pub read: Duration,
    /// Longest time until answers that have begun are finished, once the server stops.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            turned_away: 64,
            head: Duration::from_secs(10),
            read: Duration::from_secs(30),
            stop: Duration::from_secs(5),
        }
    }
}

/// Answers until `stop`; then requests that have begun are finished, and connections are closed.
pub async fn serve(listener: TcpListener, app: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let door = Arc::new(Semaphore::new(limits.turned_away));
    let turned_away = Router::new().fallback(|| async { Problem::busy() });
    let (stopping, stopped) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // The connection broke at once, or there are no more handles: neither ends the server.
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let (app, permit) = match Arc::clone(&room).try_acquire_owned() {
            Ok(permit) => (app.clone(), permit),
            Err(_) => match Arc::clone(&door).try_acquire_owned() {
                Ok(permit) => (turned_away.clone(), permit),
                Err(_) => continue,
            },
        };
        tokio::spawn(converse(stream, app, permit, limits, stopped.clone()));
    }
    drop(listener);
    drop(stopped);
    // Conversations hear of it, and each lets go of its end of the channel when it is over.
    let _ = stopping.send(());
    let _ = timeout(limits.stop, stopping.closed()).await;
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    app: Router,
    _held: OwnedSemaphorePermit,
    limits: Limits,
    mut stopped: watch::Receiver<()>,
) {
    // Small answers are not to wait for larger ones.
    let _ = stream.set_nodelay(true);
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(TokioIo::new(Patient::new(stream, limits.read)), TowerToHyperService::new(app));
    let mut conversation = pin!(conversation);
    // How a connection ends, well or badly, is the client's own business.
    tokio::select! {
        _ = &mut conversation => return,
        _ = stopped.changed() => conversation.as_mut().graceful_shutdown(),
    }
    let _ = conversation.await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::sse::{Event, Sse};
    use axum::routing::get;
    use futures_util::stream::{Stream, unfold};
    use std::convert::Infallible;
    use std::future::pending;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::thread;
    use std::time::Instant;

    /// More bytes than systems hold for somebody who does not read them.
    const LONG: usize = 64 << 20;

    /// A stream of events in which nothing happens for a while.
    async fn words() -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
        Sse::new(unfold(0, |said| async move {
            sleep(Duration::from_millis(1500)).await;
            (said < 2).then(|| (Ok(Event::default().data("word")), said + 1))
        }))
    }

    /// A server with narrow limits that stops after a while.
    fn serving(limits: Limits, length: Duration) -> (SocketAddr, thread::JoinHandle<()>) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new()
            .route("/", get(|| async { "here" }))
            .route("/long", get(|| async { vec![b'x'; LONG] }))
            .route("/words", get(words))
            .route("/never", get(|| async { pending::<()>().await }));
        let server = thread::spawn(move || {
            runtime.block_on(serve(listener, app, limits, async move { sleep(length).await }));
        });
        (address, server)
    }

    /// All that a server says to a text.
    fn said(mut stream: &TcpStream, text: &str) -> String {
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    const ONCE: &str = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    #[test]
    fn whoever_does_not_say_what_it_asks_is_cut_off() {
        let limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
        let (address, _server) = serving(limits, Duration::from_secs(60));
        for beginning in ["", "GET / HTTP/1.1\r\nHost: local", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
            let stream = TcpStream::connect(address).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            let began = Instant::now();
            said(&stream, beginning);
            assert!(began.elapsed() < Duration::from_secs(10), "{beginning:?}: {:?}", began.elapsed());
        }
    }

    #[test]
    fn whoever_does_not_read_its_answer_is_cut_off() {
        let limits = Limits { connections: 1, read: Duration::from_millis(300), ..Limits::default() };
        let (address, _server) = serving(limits, Duration::from_secs(60));
        let mut deaf = TcpStream::connect(address).unwrap();
        deaf.write_all(ONCE.replace("/ ", "/long ").as_bytes()).unwrap();
        let began = Instant::now();
        while !said(&TcpStream::connect(address).unwrap(), ONCE).ends_with("here") {
            assert!(began.elapsed() < Duration::from_secs(10), "the place was not given back");
        }
        let mut answer = Vec::new();
        let _ = deaf.read_to_end(&mut answer);
        assert!(answer.len() < LONG, "all of the answer came");
    }

    #[test]
    fn whoever_reads_slowly_or_waits_for_events_is_not() {
        let limits = Limits { read: Duration::from_secs(1), ..Limits::default() };
        let (address, _server) = serving(limits, Duration::from_secs(60));
        let heard = said(&TcpStream::connect(address).unwrap(), &ONCE.replace("/ ", "/words "));
        assert_eq!(heard.matches("word").count(), 2, "{heard}");
        let mut slow = TcpStream::connect(address).unwrap();
        slow.write_all(ONCE.replace("/ ", "/long ").as_bytes()).unwrap();
        let (mut part, mut read) = (vec![0; 4 << 20], 0);
        loop {
            thread::sleep(Duration::from_millis(50));
            match slow.read(&mut part).unwrap() {
                0 => break,
                some => read += some,
            }
        }
        assert!(read > LONG, "{read}");
    }

    #[test]
    fn one_connection_too_many_is_told_to_come_back() {
        let limits = Limits { connections: 2, turned_away: 1, ..Limits::default() };
        let (address, _server) = serving(limits, Duration::from_secs(60));
        let held: Vec<TcpStream> = (0..2).map(|_| TcpStream::connect(address).unwrap()).collect();
        // The first two are accepted before the third.
        let third = TcpStream::connect(address).unwrap();
        let answer = said(&third, ONCE);
        assert!(answer.starts_with("HTTP/1.1 429") && answer.contains("retry-after: 1"), "{answer}");
        assert!(said(&held[0], ONCE).ends_with("here"));
        let began = Instant::now();
        while !said(&TcpStream::connect(address).unwrap(), ONCE).ends_with("here") {
            assert!(began.elapsed() < Duration::from_secs(10), "the place was not given back");
        }
    }

    #[test]
    fn a_stop_waits_for_answers_but_not_for_ever() {
        let limits = Limits { stop: Duration::from_millis(300), ..Limits::default() };
        let (address, server) = serving(limits, Duration::from_millis(200));
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let began = Instant::now();
        server.join().unwrap();
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }
}
