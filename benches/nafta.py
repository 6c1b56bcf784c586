"""The NAFTA experiment of Caliendo and Parro (2015), by the reference solver alone.

    python3 benches/nafta.py ../shared/data/nafta [fixed|proportional] > benches/nafta_reference.json

Solves the benchmark first (by default with balanced trade), then moves tariffs from their rates of 1993 to those of
2005, and prints every economy's real wage, real income and wage. No part of Comity takes part in it: the numbers
check Comity's own solver.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import reference

FILES = ["trade", "intermediate_consumption", "final_consumption", "value_added", "theta", "deficit"]


def load(folder):
    """The calibrated economy at the data, as shares; sectors and economies in the order of the files."""
    tables = {name: pd.read_parquet(folder / f"{name}.parquet") for name in FILES}
    trade = tables["trade"]
    sectors = list(dict.fromkeys(trade.sector))
    economies = list(dict.fromkeys(trade.importer))
    shape = len(sectors), len(economies)

    def cube(frame, keys, value="value"):
        order = [sectors if key in ("sector", "input") else economies for key in keys]
        index = pd.MultiIndex.from_product(order)
        return frame.set_index(keys)[value].reindex(index).fillna(0.0).to_numpy().reshape([len(o) for o in order])

    def flows(value):
        return cube(trade, ["sector", "importer", "exporter"], value)

    tariffs = flows("tariff_bln")
    bought = flows("value") * (1 + tariffs)
    spending = bought.sum(axis=2)
    # One entry is negative (Canada, Other in Basic metals, -9.5 million USD); nobody buys less than nothing.
    use = np.maximum(cube(tables["intermediate_consumption"], ["region", "sector", "input"]), 0)
    value_added = cube(tables["value_added"], ["sector", "region"])
    cost = value_added + use.sum(axis=2).T
    final = cube(tables["final_consumption"], ["sector", "region"])
    ones = np.ones((*shape, shape[1]))
    case = {
        "theta": tables["theta"].set_index("sector")["value"].reindex(sectors).to_numpy(),
        "trade_share": share(bought, spending[:, :, None]),
        "tariffs": tariffs,
        "spending": spending,
        "input_share": share(use, cost.T[:, :, None]),
        "value_added_share": np.where(cost > 0, share(value_added, cost), 1.0),
        "final_share": final / final.sum(axis=0),
        "factor_income": value_added.sum(axis=0),
        "deficit": tables["deficit"].set_index("region")["D"].reindex(economies).to_numpy(),
        "new_tariffs": tariffs,
        "iceberg": ones,
        "productivity": np.ones(shape),
        "value_added_productivity": np.ones(shape),
    }
    return case, flows("tariff_cfl"), economies


def share(part, whole):
    """part / whole, and 0 where there is nothing to share."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def rebase(case, solution, closure):
    """The same economy seen from a solution, where every hat is 1 again."""
    earned = solution["wage"] * case["factor_income"]
    return case | {
        "trade_share": solution["trade_share"],
        "tariffs": case["new_tariffs"],
        "spending": solution["spending"],
        "factor_income": earned,
        "deficit": reference.deficits(case["deficit"], case["factor_income"], earned, closure),
        "iceberg": np.ones_like(case["iceberg"]),
        "productivity": np.ones_like(case["productivity"]),
        "value_added_productivity": np.ones_like(case["productivity"]),
    }


def main():
    folder = Path(sys.argv[1])
    closure = sys.argv[2] if len(sys.argv) > 2 else "balanced"
    case, new_tariffs, economies = load(folder)
    benchmark = rebase(case, reference.solve(case, closure, 1e-13), closure)
    solution = reference.solve(benchmark | {"new_tariffs": new_tariffs}, closure, 1e-13)
    print(
        json.dumps(
            {
                "what": "hats of the NAFTA experiment: tariffs of 1993 to tariffs of 2005, from a benchmark solved first",
                "closure": closure,
                "made_by": "python3 benches/nafta.py ../shared/data/nafta " + closure,
                "source": "replication data of Caliendo and Parro (2015), Review of Economic Studies 82",
                "sha256": {n: hashlib.sha256((folder / f"{n}.parquet").read_bytes()).hexdigest() for n in FILES},
                "economies": {
                    e: {k: round(float(solution[k][n]), 12) for k in ("real_wage", "real_income", "wage")}
                    for n, e in enumerate(economies)
                },
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
