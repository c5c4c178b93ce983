"""League tables: ranks from scores."""
from fractions import Fraction

from folder import Period, plain


def score_of(rule, row):
    if isinstance(rule, str):
        weights = {rule: '1'}
    elif 'sum' in rule:
        weights = dict.fromkeys(rule['sum'], '1')
    else:
        weights = rule['weighted']
    if any(row[column] == '' for column in weights):
        return None
    return sum(Fraction(weight) * Fraction(row[column]) for column, weight in weights.items())


def rank_of(score, scores, league):
    if score is None:
        return None
    ascending = league.get('order') == 'ascending'
    better = [other for other in scores if other is not None and (other < score if ascending else other > score)]
    return 1 + len(set(better) if league.get('ties') == 'dense' else better)


class Ranking:
    """One league: `periods` in order, `ranks` of each by unit, and what is said of it."""

    def __init__(self, site, name):
        league, self.said = site.leagues[name], []
        source = league['source']
        rows = {}
        for row in site.tables[source]:
            if site.matches(row, league.get('where')):
                rows.setdefault(row[league['period']], []).append(row)
        self.periods = sorted(map(Period, rows), key=lambda period: period.first)
        self.ranks, self.table = {}, []
        for period in self.periods:
            self._rank(site, league, period, rows[period.text])

    def _rank(self, site, league, period, rows):
        scores = [score_of(league['score'], row) for row in rows]
        before = self.ranks.get(self._before(period), {})
        self.ranks[period.text], lines = {}, []
        for row, score in zip(rows, scores):
            unit, rank = row[league.get('unit', 'unit')], rank_of(score, scores, league)
            self.ranks[period.text][unit] = rank
            previous = before.get(unit)
            change = previous - rank if rank and previous else None
            lines.append((rank is None, rank or 0, unit, score, previous, change, row.get('note', '')))
            published = row.get(league.get('published_rank'), '')
            if published and published != str(rank):
                self.said.append((site.resources[league['source']]['path'], row.line, 'error', 'rank-mismatch'))
        for _, rank, unit, score, previous, change, note in sorted(lines, key=lambda line: (line[0], line[1], line[2].encode())):
            self.table.append([period.text, str(rank or ''), unit, '' if score is None else plain(score), str(previous or ''),
                               '' if change is None else str(change), note])

    def _before(self, period):
        index = self.periods.index(period)
        return self.periods[index - 1].text if index else None

    def rank(self, unit, year):
        """The rank of a unit in a year; None where it has none."""
        return self.ranks.get(str(year), {}).get(unit)
