"""The plain solver that Comity's is measured against.

The model of Caliendo and Parro (2015, Review of Economic Studies 82) in exact hat algebra, written as the field writes
it: an outer loop over wages; inside it prices by fixed-point iteration, then trade shares, then spending by
fixed-point iteration; then wages move towards what factors earn. Each step is NumPy over economies, sector by sector
or economy by economy. The usual savings are here too, so that the comparison is honest: tariffs and iceberg costs
are raised to -theta once, and inner loops start from where the last ones ended.

    python3 reference.py FOLDER

reads case.json and the arrays of FOLDER (little-endian float64, named below), solves, and writes result.json and
the solution's arrays beside them.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

# Order of the axes of each array; n destination, i origin, j sector (the using one), k input.
INPUTS = {
    "theta": "j",
    "trade_share": "jni",
    "tariffs": "jni",
    "spending": "jn",
    "input_share": "njk",
    "value_added_share": "jn",
    "final_share": "jn",
    "factor_income": "n",
    "deficit": "n",
    # the shock
    "new_tariffs": "jni",
    "iceberg": "jni",
    "productivity": "jn",
    "value_added_productivity": "jn",
}
OUTPUTS = ["wage", "price", "unit_cost", "spending", "trade_share", "real_wage", "real_income"]


def solve(case, closure="balanced", tolerance=1e-10, wage_step=0.5, max_iterations=10_000):
    """The counterfactual of a case whose benchmark has every hat at 1; returns hats, spending and shares."""
    theta, beta, gamma, alpha = (case[k] for k in ("theta", "value_added_share", "input_share", "final_share"))
    sectors, economies = beta.shape
    tariff_factor = 1 + case["new_tariffs"]
    kappa = case["iceberg"] * tariff_factor / (1 + case["tariffs"])
    weights = case["trade_share"] * kappa ** -theta[:, None, None]
    # 1 / A, for a productivity of everything and one of value added alone
    technology = 1 / (case["productivity"] * case["value_added_productivity"] ** beta)
    factor_income = case["factor_income"]
    world_income = factor_income.sum()

    wage = np.ones(economies)
    price = np.ones((sectors, economies))
    spending = case["spending"].copy()
    sweeps = 0
    for iteration in range(1, max_iterations + 1):
        # Prices and unit costs at these wages.
        while True:
            log_price = np.log(price)
            inputs = np.empty((sectors, economies))
            for n in range(economies):
                inputs[:, n] = gamma[n] @ log_price[:, n]
            unit_cost = technology * wage**beta * np.exp(inputs)
            new_price = np.ones((sectors, economies))
            for j in range(sectors):
                phi = weights[j] @ unit_cost[j] ** -theta[j]
                bought = phi > 0
                new_price[j, bought] = phi[bought] ** (-1 / theta[j])
            change = np.abs(new_price / price - 1).max()
            price = new_price
            sweeps += 1
            if change < tolerance / 10:
                break

        # Trade shares at these prices; net_share is what reaches the seller of one unit of spending.
        trade_share = np.empty_like(weights)
        for j in range(sectors):
            trade_share[j] = weights[j] * (unit_cost[j][None, :] / price[j][:, None]) ** -theta[j]
        net_share = trade_share / tariff_factor
        tariff_share = trade_share.sum(axis=2) - net_share.sum(axis=2)

        # Spending at these shares.
        earned = wage * factor_income
        deficit = deficits(case["deficit"], factor_income, earned, closure)
        while True:
            output = np.empty((sectors, economies))
            for j in range(sectors):
                output[j] = spending[j] @ net_share[j]
            income = earned + (tariff_share * spending).sum(axis=0) + deficit
            new_spending = alpha * income
            for n in range(economies):
                new_spending[:, n] += output[:, n] @ gamma[n]
            change = np.abs(new_spending - spending).max() / spending.max()
            spending = new_spending
            sweeps += 1
            if change < tolerance / 10:
                break

        # Wages rise where the value of output asks for more of the factor than is paid for.
        demanded = (beta * output).sum(axis=0)
        excess = demanded / earned - 1
        if np.abs(excess).max() < tolerance:
            break
        wage = wage * (1 + wage_step * excess)
        wage = wage * (world_income / (wage * factor_income).sum())
    else:
        raise RuntimeError(f"no equilibrium after {max_iterations} iterations: residual {np.abs(excess).max():.2e}")

    final_price = np.exp((alpha * np.log(price)).sum(axis=0))
    old_net = case["trade_share"] / (1 + case["tariffs"])
    old_revenue = ((case["trade_share"] - old_net).sum(axis=2) * case["spending"]).sum(axis=0)
    old_income = factor_income + old_revenue + deficits(case["deficit"], factor_income, factor_income, closure)
    return {
        "wage": wage,
        "price": price,
        "unit_cost": unit_cost,
        "spending": spending,
        "trade_share": trade_share,
        "real_wage": wage / final_price,
        "real_income": income / old_income / final_price,
        "iterations": iteration,
        "sweeps": sweeps,
        "residual": np.abs(excess).max(),
    }


def deficits(measured, factor_income, earned, closure):
    """Each economy's income from abroad when its factors earn `earned`; sums to zero if `measured` does."""
    if closure == "balanced":
        return np.zeros_like(measured)
    if closure == "fixed":
        return measured
    own = measured / factor_income * earned
    return own - earned * own.sum() / earned.sum()


def read(folder):
    """The case in `folder`, and what case.json says about it."""
    about = json.loads((folder / "case.json").read_text())
    length = {"n": about["economies"], "i": about["economies"], "j": about["sectors"], "k": about["sectors"]}
    case = {
        name: np.fromfile(folder / f"{name}.f64", dtype="<f8").reshape([length[axis] for axis in axes])
        for name, axes in INPUTS.items()
    }
    return case, about


def main():
    folder = Path(sys.argv[1])
    case, about = read(folder)
    milliseconds = []
    for _ in range(about["repetitions"]):
        # Time of this process, not of the clock: a long solve is interrupted by other work where a short one is not.
        start = time.process_time()
        solution = solve(case, about["closure"], about["tolerance"])
        milliseconds.append(1e3 * (time.process_time() - start))
    for name in OUTPUTS:
        solution[name].astype("<f8").tofile(folder / f"reference_{name}.f64")
    result = {key: solution[key] for key in ("iterations", "sweeps", "residual")}
    result["median_ms"] = float(np.median(milliseconds))
    (folder / "result.json").write_text(json.dumps(result))


if __name__ == "__main__":
    main()
