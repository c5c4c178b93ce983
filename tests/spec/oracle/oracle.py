#!/usr/bin/env python3
"""What the rules say of a site, computed a second time and from the contract's words alone.

    oracle.py SITE OUT

writes OUT/leagues/ID.csv, scorecards/ID.csv, awards/eligibility.csv, and prints the expected diagnostics as `path:line severity code`.
It shares nothing with the program. Where the contract's words leave room, the reading taken is marked READING here and stands in
docs/rules.md.
"""
import csv
import io
import os
import sys

import scorecards
from awards import Awards
from folder import Site
from leagues import Ranking

COLUMNS = {'leagues': 'period,rank,unit,score,previous_rank,change,note',
           'scorecards': 'target,indicator,unit,period,value,comparator,goal,upper,due,status',
           'awards': 'award,cycle,unit,person,eligible,failed'}


class Expected:
    """`tables`: the text of each derived CSV by path; `said`: the diagnostics as sorted (path, line, severity, code)."""

    def __init__(self, folder):
        self.site = site = Site(folder)
        rankings = {name: Ranking(site, name) for name in site.leagues}
        cards = {name: scorecards.Card(site, name) for name in site.scorecards}
        self.awards = Awards(site, rankings, list(cards.values()))
        self.tables = {f'leagues/{name}.csv': text('leagues', ranking.table) for name, ranking in rankings.items()}
        self.tables |= {f'scorecards/{name}.csv': text('scorecards', card.table()) for name, card in cards.items()}
        self.tables['awards/eligibility.csv'] = text('awards', self.awards.table())
        said = [line for ranking in rankings.values() for line in ranking.said]
        said += scorecards.check_results(site) + scorecards.check_targets(site) + scorecards.check_disclosed(site, list(cards.values()))
        said += scorecards.check_fresh(site) + self.awards.check()
        self.said = sorted(('data/' + path, line, severity, code) for path, line, severity, code in said)


def text(kind, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(COLUMNS[kind].split(','))
    writer.writerows(rows)
    return out.getvalue()


def main(folder, out):
    expected = Expected(folder)
    for path, content in expected.tables.items():
        os.makedirs(os.path.dirname(os.path.join(out, path)), exist_ok=True)
        with open(os.path.join(out, path), 'w', encoding='utf-8', newline='') as file:
            file.write(content)
    for path, line, severity, code in expected.said:
        print(f'{path}:{line} {severity} {code}')


if __name__ == '__main__':
    main(*sys.argv[1:])
