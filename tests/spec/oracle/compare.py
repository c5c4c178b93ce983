#!/usr/bin/env python3
"""Holds the program to the oracle on random sites; prints TAP.

    CONGBO=build/release/congbo ORACLE_SITES=200 ORACLE_SEED=1 compare.py [SEED]

With a SEED that one site alone is compared and kept, and its place is printed.
"""
import collections
import concurrent.futures
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

from generate import Generator
from oracle import Expected

CONGBO = os.path.abspath(os.environ.get('CONGBO', 'build/release/congbo'))
DEFECTS = {'rank': 'rank-mismatch', 'value': 'constraint-error', 'mixed': 'bad-period'}


def run(command, site, *options):
    """The diagnostics of a run: (path, line, severity, code), sorted."""
    done = subprocess.run([CONGBO, '-C', site, command, '--no-history', '--format', 'json', *options], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=120, check=False)
    if done.returncode not in (0, 1):
        return [(f'status {done.returncode}', 0, '', done.stderr)]
    said = map(json.loads, done.stdout.splitlines())
    return sorted((line['path'], line['line'], line['severity'], line['code']) for line in said)


def differences(what, expected, found):
    """Lines that stand on one side only."""
    expected, found = collections.Counter(expected), collections.Counter(found)
    return ([f'{what}: the oracle has {line}' for line in (expected - found).elements()] +
            [f'{what}: the program has {line}' for line in (found - expected).elements()])


def compare_tables(expected, out, counts):
    wrong = []
    for path, text in expected.tables.items():
        counts[path.split('/')[0]] += text.count('\n') - 1
        with open(os.path.join(out, 'data', path), encoding='utf-8', newline='') as file:
            found = file.read()
        if found != text:
            wrong += differences(path, text.splitlines(), found.splitlines()) or [f'{path}: the order of rows']
    for row in csv.reader(line for path, text in expected.tables.items() if path.startswith('scorecards') for line in text.splitlines()[1:]):
        counts[row[-1]] += 1
    return wrong


def prune(generator, folder):
    """Takes decided rows that are errors out of `honours`, until there is none."""
    while True:
        expected = Expected(folder)
        lines = {line for _, line, severity, _ in expected.said if severity == 'error'}
        if not lines:
            return expected
        rows = generator.rows['honours']
        generator.rows['honours'] = [row for number, row in enumerate(rows, 2) if number not in lines]
        generator.write(folder)


def compare(seed, folder):
    """Three comparisons of one site: all that is said of it, its tables without what is an error, and defects in its figures."""
    counts, site, out = collections.Counter(), os.path.join(folder, 'site'), os.path.join(folder, 'out')
    generator = Generator(seed)
    generator.write(site)
    expected = Expected(site)
    counts.update(code for _, _, _, code in expected.said)
    wrong = differences('check', expected.said, run('check', site))
    expected = prune(generator, site)
    wrong += differences('build', expected.said, run('build', site, '--out', out))
    wrong += compare_tables(expected, out, counts) if os.path.isdir(os.path.join(out, 'data')) else ['build: nothing written']
    defect = list(DEFECTS)[seed % 3]
    generator.add_defect(defect)
    generator.write(site)
    expected = [line for line in Expected(site).said if line[3] == DEFECTS[defect]]
    counts.update(code for _, _, _, code in expected)
    wrong += differences(defect, expected, [line for line in run('check', site) if line[3] == DEFECTS[defect]])
    return wrong, counts


def compare_in_private(seed):
    folder = tempfile.mkdtemp(prefix='oracle-')
    try:
        return seed, *compare(seed, folder)
    finally:
        shutil.rmtree(folder)


def compare_many(seeds):
    total, failed = collections.Counter(), 0
    with concurrent.futures.ProcessPoolExecutor(2) as workers:
        for seed, wrong, counts in workers.map(compare_in_private, seeds):
            total += counts
            failed += bool(wrong)
            print(f'{"not ok" if wrong else "ok"} - site {seed}', *[f'# {line}' for line in wrong[:12]], sep='\n')
    print(f'1..{len(seeds)}')
    print('# compared', len(seeds), 'sites:', ', '.join(f'{count} {name}' for name, count in total.most_common()))
    missing = {'met', 'not_met', 'not_due', 'no_cases', 'not_surveyed', 'not_disclosed', 'no_data', 'qualitative', 'disclosed'} - set(total)
    if len(seeds) >= 100 and missing:
        print('not ok - every status occurs', f'# {missing}', sep='\n')
    return failed == 0


def main():
    if len(sys.argv) > 1:
        folder = f'/tmp/oracle-{sys.argv[1]}'
        shutil.rmtree(folder, ignore_errors=True)
        print(folder, *compare(int(sys.argv[1]), folder)[0], sep='\n')
        return 0
    first, sites = int(os.environ.get('ORACLE_SEED', '1')), int(os.environ.get('ORACLE_SITES', '200'))
    return 0 if compare_many(range(first, first + sites)) else 1


if __name__ == '__main__':
    sys.exit(main())
