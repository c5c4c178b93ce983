"""Scorecards: which rows there are, what figure each has, what status it gets."""
from fractions import Fraction

from folder import Period, plain

FLOORS, CEILINGS = ('ge', 'gt'), ('le', 'lt')


def compare(comparator, figure, goal, upper):
    return {'ge': lambda: figure >= goal, 'gt': lambda: figure > goal, 'eq': lambda: figure == goal, 'le': lambda: figure <= goal,
            'lt': lambda: figure < goal, 'range': lambda: goal <= figure <= upper, 'zero': lambda: figure == 0}[comparator]()


def limit_passed(comparator, figure, goal, upper):
    """A count only grows: whether it is beyond what it may still be at the end of its year."""
    return {'le': lambda: figure > goal, 'lt': lambda: figure >= goal, 'eq': lambda: figure > goal, 'range': lambda: figure > upper,
            'zero': lambda: figure > 0}.get(comparator, lambda: False)()


def number(text):
    return Fraction(text) if text else None


class Figures:
    """What is known of one indicator and unit. A figure is an exact number, or a word for why there is none."""

    def __init__(self, site, indicator, unit, counting):
        self.site, self.indicator, self.unit, self.counting = site, indicator, unit, counting
        self.percent = 100 if indicator['unit_of_measure'] == '%' else 1
        self.results, self.counts = {}, {}
        if counting:
            for row in site.tables[counting['of']]:
                year = site.time_of(row)
                if row['unit'] == unit and year and site.matches(row, counting.get('where')):
                    self.counts[str(year)] = self.counts.get(str(year), 0) + 1
        else:
            self.results = {row['period']: row for row in site.tables['results'] if (row['indicator'], row['unit']) == (indicator['indicator'], unit)}

    def periods(self):
        return list(self.counts if self.counting else self.results)

    @staticmethod
    def parts(rows):
        return [(Fraction(row['numerator']), Fraction(row['denominator'])) for row in rows
                if row['status'] not in ('x', 'z') and row['numerator'] and row['denominator']]

    @staticmethod
    def values(rows):
        return [Fraction(row['value']) for row in rows if row['status'] not in ('x', 'z') and row['value'] and not row['denominator']]

    def rate(self, parts):
        below = sum(part[1] for part in parts)
        return sum(part[0] for part in parts) / below * self.percent if below else 'no_cases'

    def own(self, row):
        """The figure of one row."""
        if row['status'] in ('x', 'z'):
            return 'not_surveyed'
        if row['denominator']:
            return self.rate(self.parts([row]))
        return Fraction(row['value']) if row['value'] else 'no_data'

    def over(self, rows):
        """The figure that several rows make: a sum, a rate of sums, or the latest."""
        parts, values, aggregate = self.parts(rows), self.values(rows), self.indicator['aggregate']
        latest = [figure for figure in map(self.own, rows) if not isinstance(figure, str)][-1:]
        if aggregate == 'sum' and values:
            return sum(values)
        if latest and (aggregate == 'latest' or not aggregate and not parts):
            return latest[0]
        if parts:
            return self.rate(parts)
        if values:
            return 'no_data'  # READING: values without parts make no rate
        return 'not_surveyed' if any(row['status'] in ('x', 'z') for row in rows) else 'no_data' if rows else 'nothing'

    def at(self, period, yearly_count):
        if self.counting:
            # READING: a closed year without a row counts 0; of one that is not there is nothing yet
            some = self.counts.get(period.text, 0)
            return Fraction(some) if period.kind == 'year' and (some or self.site.closed(period)) else 'nothing'
        own = self.results.get(period.text)
        quarters = [self.results[f'{period.year}-Q{k}'] for k in range(1, 5) if f'{period.year}-Q{k}' in self.results]
        if own:
            figure = self.own(own)
            if yearly_count and period.kind == 'quarter' and not isinstance(figure, str):
                return self.over([row for row in quarters if row['period'] <= period.text])
            return figure
        # READING: a year without quarters is made of its months
        months = [self.results[text] for k in range(1, 13) if (text := f'{period.year}-{k:02d}') in self.results]
        return self.over(quarters or months) if period.kind == 'year' else 'nothing'


class Card:
    """One scorecard: its `rows` by target, unit and period, and the periods that were not disclosed."""

    def __init__(self, site, name):
        self.site, self.card = site, site.scorecards[name]
        self.rows, self.undisclosed = {}, []
        self.indicators = {row['indicator']: row for row in site.tables['indicators']}
        self.targets = [row for row in site.tables['targets'] if site.matches(row, self.card.get('where'))]
        for target in self.targets:
            for unit in self.scope(target):
                self._add(target, unit)

    def table(self):
        return [list(key) + cells for key, (cells, _) in sorted(self.rows.items(), key=lambda item: [text.encode() for text in item[0]])]

    def scope(self, target):
        if target['unit']:
            return [target['unit']]
        if target['kind']:
            return [unit for unit, row in self.site.units.items() if row['kind'] == target['kind']]
        return [unit for unit, row in self.site.units.items() if self.site.matches(row, self.card.get('units'))]

    def _closed(self, target, unit, frequency):
        first, last = self.site.plans[target['plan']]
        names = {'quarter': [f'{year}-Q{k}' for year in range(first, last + 1) for k in range(1, 5)],
                 'year': [str(year) for year in range(first, last + 1)], '': []}[frequency]
        return [period for period in map(Period, names) if self.site.closed(period) and self.site.valid(unit, period.last)]

    def _due(self, target, period):
        return period.year > int(target['due'] or 0) or (period.year == int(target['due']) and period.ends_year)

    def _counts(self, target, period):
        """Of milestones the latest due counts, before the first the first."""
        group = sorted((row for row in self.targets if all(row[c] == target[c] for c in ('plan', 'indicator', 'unit', 'kind', 'comparator', 'section'))),
                       key=lambda row: int(row['due'] or 0))
        due = [row for row in group if self._due(row, period)]
        latest = [row for row in due if row['due'] == due[-1]['due']]
        return (latest or group)[0] is target

    def _add(self, target, unit):
        indicator = self.indicators[target['indicator']]
        counting = self.card.get('counts', {}).get(target['indicator'])
        figures = Figures(self.site, indicator, unit, counting)
        yearly_count = bool(counting) or (indicator['aggregate'] == 'sum' and target['frequency'] == 'year')
        closed = self._closed(target, unit, target['frequency'])
        for text in {period.text for period in closed} | set(figures.periods()):
            period = Period(text)
            if self._counts(target, period):
                figure = figures.at(period, yearly_count)
                status = self._status(target, figures, period, figure, yearly_count)
                self.rows[target['target'], target['indicator'], unit, text] = [
                    '' if isinstance(figure, str) else plain(figure), target['comparator'], target['value'], target['upper'], target['due'], status], period
        for period in self._closed(target, unit, target['disclose']):
            said = period.text in figures.results or bool(counting and period.kind == 'year') or (
                period.kind == 'year' and any(Period(text).year == period.year for text in figures.results))
            if not said and self._counts(target, period):
                self.undisclosed.append((target, unit, period.text))

    def _status(self, target, figures, period, figure, yearly_count):
        if figure == 'nothing':
            return 'not_disclosed' if target['disclose'] and target['disclose'] == target['frequency'] else 'no_data'
        if isinstance(figure, str):
            return figure
        comparator, goal, upper = target['comparator'], number(target['value']), number(target['upper'])
        if comparator == 'none':
            return 'disclosed'
        if comparator in ('up', 'down'):
            earlier = [figures.at(before, yearly_count) for before in (period.year_before(), period.one_before())]
            earlier = [before for before in earlier if not isinstance(before, str)]
            if not earlier:
                return 'qualitative'
            met = figure > earlier[0] if comparator == 'up' else figure < earlier[0]
        else:
            met = compare(comparator, figure, goal, upper)
        if met:
            return 'met'
        if not self._due(target, period):
            return 'not_due'
        # READING: "while the year runs" is as of the row's own period: its second quarter stays what it was
        year = Period(str(period.year))
        runs = period.last < year.last or self.site.today <= year.last
        if yearly_count and runs and not limit_passed(comparator, figure, goal, upper):
            return 'not_due'
        return 'not_met'


# ---- what is said of targets

def allowed(target):
    """The figures that meet a target: (low, low itself, high, high itself); None for a trend or a duty."""
    comparator, goal = target['comparator'], number(target['value'])
    return {'ge': (goal, True, None, True), 'gt': (goal, False, None, True), 'le': (None, True, goal, True), 'lt': (None, True, goal, False),
            'eq': (goal, True, goal, True), 'zero': (0, True, 0, True), 'range': (goal, True, number(target['upper']), True)}.get(comparator)


def disagree(one, other):
    """READING: two targets disagree if they ask for different figures; milestones do not, nor a floor below a ceiling."""
    if 'none' in (one['comparator'], other['comparator']):
        return False
    x, y = allowed(one), allowed(other)
    if not x or not y:
        return not x and not y and one['comparator'] != other['comparator']
    if one['comparator'] == other['comparator'] and one['section'] == other['section'] and one['due'] != other['due']:
        return False
    for low, high in ((x, y), (y, x)):
        if low[2] is None and high[0] is None:
            return low[0] > high[2] or (low[0] == high[2] and not (low[1] and high[3]))
    return x != y


def check_targets(site):
    said = []
    path = site.resources['targets']['path']
    for index, later in enumerate(site.tables['targets']):
        same = [row for row in site.tables['targets'][:index] if all(row[c] == later[c] for c in ('plan', 'indicator', 'unit', 'kind'))]
        if later['plan'] and any(disagree(row, later) for row in same):
            said.append((path, later.line, 'warning', 'target-conflict'))
    return said


def check_disclosed(site, cards):
    missing = {(target['target'], unit, period): target.line for card in cards for target, unit, period in card.undisclosed}
    return [(site.resources['targets']['path'], line, 'warning', 'disclosure-missing') for line in missing.values()]


def check_results(site):
    """A value that its parts do not give; quarters and cumulative periods of one year."""
    said, path, kinds = [], site.resources['results']['path'], {}
    indicators = {row['indicator']: row for row in site.tables['indicators']}
    for row in site.tables['results']:
        period, indicator = Period(row['period']), indicators[row['indicator']]
        if row['value'] and row['denominator'] and not agrees(row, indicator):
            said.append((path, row.line, 'error', 'constraint-error'))
        if period.kind == 'quarter' or period.cumulative:
            kinds.setdefault((row['indicator'], row['unit'], period.year), ([], []))[period.cumulative].append(row.line)
    for quarters, others in kinds.values():
        if quarters and others:
            # READING: those that are fewer are wrong, the later where neither are
            wrong = min((quarters, others), key=lambda lines: (len(lines), -lines[0]))
            said += [(path, line, 'error', 'bad-period') for line in wrong]
    return said


def agrees(row, indicator):
    """READING: a value agrees with its parts if it is their rate, rounded to no fewer digits than the indicator has."""
    above, below, value = Fraction(row['numerator']), Fraction(row['denominator']), Fraction(row['value'])
    digits = max(int(indicator['decimals'] or 0), len(row['value'].partition('.')[2]))
    return below and abs(above / below * (100 if indicator['unit_of_measure'] == '%' else 1) - value) <= Fraction(1, 2 * 10**digits)


def check_fresh(site):
    """READING: over three months lie between the ends of the two periods."""
    said = []
    for name, resource in site.resources.items():
        column = next((c for c in ('period', 'year') if c in site.fields[name]), None)
        if 'update' not in resource or not column or not site.tables[name]:
            continue
        newest = max(Period(row[column]).last for row in site.tables[name])
        years = range(site.today.year - 3, site.today.year + 1)
        names = {'month': [f'{y}-{m:02d}' for y in years for m in range(1, 13)], 'quarter': [f'{y}-Q{k}' for y in years for k in range(1, 5)],
                 'year': [str(y) for y in years]}[resource['update']]
        closed = max(period.last for period in map(Period, names) if site.closed(period))
        if closed.year * 12 + closed.month - newest.year * 12 - newest.month > 3:
            said.append(('datapackage.yaml', site.place('data/datapackage.yaml', 'resources', resource['index']), 'warning', 'stale-data'))
    return said
