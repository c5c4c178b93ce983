#!/usr/bin/env python3
"""Random small sites that use every feature of the rules.

    generate.py SEED OUT [DEFECT]

The same seed gives the same site. Values are drawn from few, so that ties, boundaries and coincidences are common. DEFECT (rank, value,
mixed) adds rows that must be refused.
"""
import csv
import datetime
import os
import random
import sys
from fractions import Fraction

import yaml

from folder import Period, last_of_month

FORMS = ('giay-khen', 'bang-khen', 'co-thi-dua')
LEVELS = ('commune', 'province')
GRADES = ('weak', 'fair', 'good', 'excellent')
COLUMNS = {
    'units': 'unit name_vi kind bloc valid_from:date valid_to:date successor',
    'indicators': 'indicator name_vi unit_of_measure decimals:integer aggregate',
    'targets': 'target plan indicator unit kind comparator value:number upper:number due:year frequency disclose section',
    'results': 'indicator unit period value:number numerator:integer denominator:integer status',
    'initiatives': 'initiative unit person topic year:year applied:boolean',
    'scores': 'unit year:year a:number b:number c:number rank:integer note',
    'services': 'unit period quality:number speed:number',
    'gradings': 'unit year:year grade points:number mark',
    'breaches': 'breach unit person period',
    'seals': 'seal unit',
    'people': 'person name consent:boolean',
    'nominees': 'nominee award year:year unit person proposed_by',
    'dossiers': 'dossier award year:year unit person document received_on:date',
    'honours': 'honour award year:year recipient unit person proposed_by decided_on:date authority achievement outside_quota:boolean state reason',
    'competences': 'authority form level valid_from:date valid_to:date',
}
KEYS = {'scores': ['unit', 'year'], 'services': ['unit', 'period'], 'results': ['indicator', 'unit', 'period'], 'gradings': [], 'competences': []}


class Plain(getattr(yaml, 'CSafeDumper', yaml.SafeDumper)):
    """Writes every text without quotes where it can, numbers too."""

    yaml_implicit_resolvers = {}

    def ignore_aliases(self, data):
        return True


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.rows = {name: [] for name in COLUMNS}
        self.files = {}
        self.today = self.pick_today()
        self.close_days = self.pick([20, 20, 20, 0, 7, 45])
        self.years = list(range(self.today.year - self.pick([1, 2, 3]), self.today.year + 2))
        self.make_units()
        self.make_plans()
        self.make_indicators()
        self.make_targets()
        self.make_results()
        self.make_evidence()
        self.make_leagues()
        self.make_awards()
        self.make_honours()

    # ---- chance

    def pick(self, items):
        return self.random.choice(list(items))

    def chance(self, share):
        return self.random.random() < share

    def some(self, items, least=1):
        items = list(items)
        return self.random.sample(items, self.random.randint(min(least, len(items)), len(items)))

    def pick_today(self):
        """A day, often one on which something closes or a year turns."""
        year = self.random.randint(2024, 2028)
        end = last_of_month(year, self.pick([3, 6, 9, 12]))
        days = [end, end + datetime.timedelta(1), end + datetime.timedelta(19), end + datetime.timedelta(20), end + datetime.timedelta(21),
                datetime.date(year, 1, 1) + datetime.timedelta(self.random.randrange(365))]
        return self.pick(days)

    # ---- who and what

    def make_units(self):
        names = self.some(['u1', 'u10', 'u2', 'u1-a', 'hai-an', 'hai', 'phuong-9', 'x', 'Zeta'], 4)
        for index, name in enumerate(names):
            edge = self.pick([last_of_month(self.pick(self.years), self.pick([6, 9, 12])), datetime.date(self.pick(self.years), 7, 1)])
            row = {'unit': name, 'name_vi': f'Đơn vị {index}', 'kind': self.pick(['section', 'section', 'village']), 'bloc': self.pick(['east', 'east', 'west'])}
            if self.chance(0.2):
                row['valid_from'] = edge.isoformat()
            elif self.chance(0.25):
                row |= {'valid_to': edge.isoformat(), 'successor': self.pick(names[:index] or [''])}
            self.rows['units'].append(row)
        self.units = names
        self.people = [f'p{k}' for k in range(1, 7)]
        self.rows['people'] = [{'person': person, 'name': f'Người {person}', 'consent': 'true'} for person in self.people]

    def make_plans(self):
        self.plans = {}
        for name in ('one', 'two', 'ba')[:self.pick([1, 1, 2, 3])]:
            first = self.pick(self.years)
            last = first + self.pick([0, 1, 4])
            self.plans[name] = first, last
            text = f'{first}' if first == last else f'{first}{self.pick(["-", " - ", " – ", "–"])}{last}'
            self.files[f'content/plans/{name}.vi.md'] = f'---\ntitle: Kế hoạch\ntype: plan\nperiod: "{text}"\n---\nNội dung.\n'

    def make_indicators(self):
        for name in self.some(['rate', 'early', 'sessions', 'stock', 'letters', 'free'], 2):
            aggregate = {'rate': 'ratio', 'early': 'ratio', 'sessions': 'sum', 'letters': 'sum', 'stock': 'latest', 'free': ''}[name]
            measure = '%' if name in ('rate', 'stock') else self.pick(['%', 'lượt']) if name == 'free' else 'lượt'
            self.rows['indicators'].append({'indicator': name, 'name_vi': name, 'unit_of_measure': measure, 'decimals': self.pick(['', '0', '2']), 'aggregate': aggregate})
        self.rows['indicators'].append({'indicator': 'ideas', 'name_vi': 'Sáng kiến', 'unit_of_measure': 'sáng kiến', 'aggregate': 'sum'})

    def goal(self, indicator):
        if indicator['indicator'] == 'ideas':
            return str(self.random.randint(0, 3))
        if indicator['aggregate'] == 'sum':
            return self.pick(['0', '2', '3', '4', '6', '10'])
        if indicator['unit_of_measure'] == '%':
            return self.pick(['50', '66.7', '75', '90', '99.5', '100', '100.0'])
        return self.pick(['0.5', '0.75', '1', '2', '3.25'])

    def make_targets(self):
        for _ in range(self.random.randint(2, 8)):
            indicator = self.pick(self.rows['indicators'])
            plan = self.pick(self.plans)
            target = {'plan': plan, 'indicator': indicator['indicator'], 'section': self.pick(['I', 'II.1']),
                      'comparator': self.pick(['ge', 'ge', 'gt', 'eq', 'le', 'lt', 'range', 'zero', 'up', 'down', 'none']),
                      'frequency': 'year' if indicator['indicator'] == 'ideas' or self.chance(0.5) else 'quarter',
                      'disclose': self.pick(['', '', '', 'quarter', 'year'])}
            if indicator['indicator'] == 'ideas':
                target['disclose'] = self.pick(['', 'year'])
            who = self.random.random()
            if who < 0.35:
                target['unit'] = self.pick(self.units)
            elif who < 0.6:
                target['kind'] = self.pick(['section', 'village'])
            self.set_goal(target, indicator)
            self.rows['targets'].append(target)
            years = list(range(self.plans[plan][0], self.plans[plan][1] + 1))
            if self.chance(0.35):
                target['due'] = str(self.pick(years))
            if self.chance(0.35):
                for _ in range(self.pick([1, 1, 2])):
                    later = dict(target, due=str(self.pick(years)))
                    self.set_goal(later, indicator)
                    self.rows['targets'].append(later)
        self.random.shuffle(self.rows['targets'])
        for index, target in enumerate(self.rows['targets']):
            target['target'] = f'{self.pick("abT")}-{index}'
        cards = {}
        for plan in self.plans:
            cards[f'card-{plan}'] = {'title': f'Phiếu {plan}', 'where': {'plan': plan},
                                     'counts': {'ideas': {'of': 'initiatives', 'where': self.pick([{}, {'applied': 'true'}, {'topic': ['tax', 'land']}])}}}
            if self.chance(0.7):
                cards[f'card-{plan}']['units'] = self.pick([{'kind': 'section'}, {'bloc': ['east', 'none']}, {'unit': self.some(self.units)}])
            if self.chance(0.15):
                cards[f'card-{plan}']['where']['section'] = 'I'
        if self.chance(0.3):
            cards['all'] = {'counts': {'ideas': {'of': 'initiatives'}}, 'units': {'unit': self.units[0]}}
        self.files['data/scorecards.yaml'] = cards

    def set_goal(self, target, indicator):
        if target['comparator'] in ('ge', 'gt', 'eq', 'le', 'lt', 'range'):
            target['value'] = self.goal(indicator)
        if target['comparator'] == 'range':
            target['value'], target['upper'] = sorted([target['value'], self.goal(indicator)], key=Fraction)

    # ---- results

    def make_results(self):
        for indicator in self.rows['indicators'][:-1]:
            for unit in self.some(self.units):
                for year in self.years:
                    self.make_year(indicator, unit, year)

    def make_year(self, indicator, unit, year):
        kind = self.random.random()
        if kind < 0.15:
            return
        names = ['H1', '9M', ''] if kind < 0.3 else ['Q1', 'Q2', 'Q3', 'Q4']
        if kind > 0.9 and indicator['aggregate'] != 'sum':
            names = self.pick([['01', '02', '07', '12'], ['W01', 'W09', 'W52']])
        for name in names:
            period = Period(f'{year}-{name}'.rstrip('-'))
            ahead = self.today.isoformat() < period.last.isoformat()
            if not self.chance(0.06 if ahead else 0.8):
                continue
            row = {'indicator': indicator['indicator'], 'unit': unit, 'period': period.text} | self.figure(indicator)
            self.rows['results'].append(row)

    def figure(self, indicator):
        kind = self.random.random()
        if kind < 0.07:
            return {'status': self.pick('xz')}
        if kind < 0.1:
            return {'status': self.pick(['', 'p'])}
        status = self.pick(['', '', '', 'p', 'r'])
        if indicator['aggregate'] == 'sum':
            return {'value': self.pick(['0', '1', '1', '2', '3', '2.5', '4']), 'status': status}
        if indicator['aggregate'] == 'latest' and self.chance(0.6) or self.chance(0.06):
            return {'value': self.goal(indicator), 'status': status}
        below = self.pick([0, 1, 2, 3, 4, 7, 8, 200, 10**20])
        above = self.pick([below, below * 3 // 4, below * 9 // 10, below // 2, max(below - 1, 0)])
        row = {'numerator': str(above), 'denominator': str(below), 'status': status}
        rate = Fraction(above * (100 if indicator['unit_of_measure'] == '%' else 1), below) if below else None
        if rate is not None and self.chance(0.3) and (rate * 1000).denominator == 1:
            row['value'] = f'{float(rate):.3f}'
        return row

    # ---- what awards look at

    def make_evidence(self):
        for index in range(self.random.randint(0, 25)):
            self.rows['initiatives'].append({'initiative': f'i{index}', 'unit': self.pick(self.units), 'person': self.pick(self.people + ['', '']),
                                             'topic': self.pick(['tax', 'land', 'it', '']), 'year': str(self.pick(self.years)), 'applied': self.pick(['true', 'true', 'false', ''])})
        for unit in self.units:
            for year in self.years:
                for _ in range(self.pick([0, 1, 1, 1, 2])):
                    self.rows['gradings'].append({'unit': unit, 'year': str(year), 'grade': self.pick(GRADES + ('', 'good')),
                                                  'points': self.pick(['70', '80', '80.0', '85.5', '']), 'mark': self.pick(['1', '01', 'b'])})
        for index in range(self.random.randint(0, 6)):
            year = self.pick(self.years)
            self.rows['breaches'].append({'breach': f'v{index}', 'unit': self.pick(self.units), 'person': self.pick(self.people + ['']),
                                          'period': self.pick([f'{year}', f'{year}-Q2', f'{year}-03-31'])})
        for index, unit in enumerate(self.some(self.units, 0)):
            self.rows['seals'].append({'seal': f's{index}', 'unit': unit})

    def make_leagues(self):
        for year in self.years[:-1]:
            if self.chance(0.85):
                for unit in self.some(self.units, len(self.units) - 2):
                    row = {'unit': unit, 'year': str(year), 'note': self.pick(['', '', 'chưa đủ hồ sơ, "chờ"'])}
                    for column in 'abc':
                        row[column] = self.pick(['1', '1.5', '1.50', '2', '2.25', '0.1', '0.2', '0.3', '-1', ''] if column == 'a' else ['1', '0.1', '0.20', '0.3', '5'])
                    self.rows['scores'].append(row)
        form = self.pick(['{}-Q{}', '{}-{:02d}', '{}-W{:02d}'])
        for year in self.years[:2]:
            for number in range(1, 4):
                for unit in self.some(self.units):
                    self.rows['services'].append({'unit': unit, 'period': form.format(year, number), 'quality': self.pick(['70', '70.0', '80', '']), 'speed': self.pick(['10', '20', '30'])})
        self.random.shuffle(self.rows['scores'])
        self.random.shuffle(self.rows['services'])
        ways = [{'sum': ['a', 'b', 'c']}, 'a', {'weighted': {'a': '0.1', 'b': '0.3', 'c': '-1'}}, {'sum': ['a', 'b']}]
        self.files['data/leagues.yaml'] = {
            'main': {'title': 'Chỉ số', 'source': 'scores', 'period': 'year', 'score': self.pick(ways), 'ties': self.pick(['competition', 'dense'])},
            'east': {'title': 'Khối', 'source': 'scores', 'where': {'bloc': 'east'}, 'period': 'year', 'unit': 'unit', 'score': self.pick(ways),
                     'order': self.pick(['ascending', 'descending'])},
            'service': {'title': 'Phục vụ', 'source': 'services', 'period': 'period', 'score': {'weighted': {'quality': '0.7', 'speed': '0.30'}},
                        'bands': [{'top': '2', 'label': 'Dẫn đầu'}]}}

    # ---- awards

    def make_awards(self):
        self.awards = {}
        self.names = ['flag', 'merit', 'merit-person', 'grass', 'spot-one'][:self.random.randint(2, 5)]
        for name in self.names:
            self.awards[name] = {'title': name, 'form': self.pick(FORMS), 'level': self.pick(LEVELS), 'recipient': 'individual' if name.endswith('person') else self.pick(['collective', 'collective', 'individual']),
                                 'cycle': 'spot' if name == 'spot-one' else self.pick(['year', 'year', 'term'])}
        for name in self.names:
            self.fill_award(name)
        self.files['data/awards.yaml'] = self.awards

    def fill_award(self, name):
        award = self.awards[name]
        self.award, self.name = award, name
        first = self.pick(self.years[:-1])
        award['years'] = {'from': str(first), 'to': str(first + self.pick([0, 2, 4]))}
        if self.chance(0.4):
            award['decided_by'] = self.pick(['here', 'above'])
        award['candidates'] = self.candidates()
        award['requires'] = self.condition(self.pick([0, 1, 2, 3]))
        award['quota'] = [self.quota() for _ in range(self.pick([0, 1, 2]))]
        if self.chance(0.4):
            award['outside'] = {'candidates': self.candidates(), 'requires': self.condition(1)}
        if self.chance(0.4):
            award['documents'] = [{'id': 'to-trinh', 'label': 'Tờ trình'}, 'bien-ban'][:self.pick([1, 2])]
        if self.chance(0.5):
            year = int(award['years']['to'])
            award['deadline'] = self.pick([{'before': '02-20'}, {'before': '12-20', 'in': 'cycle'}, {'before': f'{year}-02-20'},
                                           {'before': f'{year + 1}-01-01'}, f'{year}-12-31', f'{year}-12-30'])

    def candidates(self):
        if self.award['recipient'] == 'individual':
            where = {'award': self.name}
            if self.award['cycle'] == 'year' and self.chance(0.9):
                where['year'] = '$year'
            return {'of': 'nominees', 'where': where}
        if self.award['cycle'] == 'year' and self.chance(0.1):
            return {'of': 'nominees', 'where': {'award': self.name, 'year': '$year'}}
        return self.pick([{'of': 'units'}, {'of': 'units', 'where': {'bloc': 'east'}}, {'of': 'units', 'where': {'kind': ['section', 'village'], 'bloc': ['west', 'east']}}])

    def condition(self, depth):
        kind = self.random.random()
        if depth and kind < 0.3:
            found = {'all': [self.condition(depth - 1) for _ in range(self.pick([1, 2, 3]))]}
        elif depth and kind < 0.5:
            found = {'any': [self.condition(depth - 1) for _ in range(self.pick([1, 2, 3]))]}
            if self.chance(0.5):
                found['at_least'] = str(self.random.randint(1, len(found['any'])))
        elif depth and kind < 0.58:
            found = {'not': self.condition(depth - 1)}
            if 'judged' in str(found):
                found = {'not': self.count()}
        else:
            found = self.pick([self.top, self.top, self.leader, self.count, self.count, self.none, self.value, self.value, self.met, self.other, self.judged])()
        if self.chance(0.4):
            found['id'] = self.pick(['idea', 'top-5', 'rule.1', 'chung'])
        return found

    def span(self, rule, always=False):
        if always or self.chance(0.3):
            first = self.pick(self.years)
            rule |= {'from': str(first), 'to': str(first + self.pick([0, 1, 3]))}
        return rule

    def ranked(self, rule):
        if self.award['cycle'] == 'term' or self.chance(0.4):
            rule['years'] = str(self.pick([1, 1, 2, 3]))
            rule = self.span(rule)
        return rule

    def top(self):
        rule = {'league': self.pick(['main', 'east']), 'rank': str(self.pick([1, 2, 3]))}
        if self.chance(0.4):
            rule['succession'] = 'follow'
        return {'top': self.ranked(rule)}

    def leader(self):
        return {'leader': self.ranked({'league': self.pick(['main', 'east'])})}

    def where(self, rule, choices):
        if self.chance(0.6):
            rule['where'] = self.pick(choices)
        return rule

    def count(self):
        choices = [{'applied': 'true'}, {'topic': ['tax', 'it'], 'applied': 'true'}, {'bloc': 'east'}]
        if self.award['cycle'] != 'term':
            choices.append({'year': '$year'})
        rule = self.where({'of': 'initiatives'}, choices)
        if self.chance(0.15):
            rule = {'of': self.pick(['services', 'seals', 'gradings'])}
        rule |= self.pick([{}, {'min': '1'}, {'min': '2'}, {'max': '1'}, {'min': '1', 'max': '2'}])
        if self.chance(0.25) and rule['of'] == 'initiatives':
            rule['distinct'] = self.pick(['topic', 'year'])
        if self.chance(0.35):
            rule['succession'] = 'follow'
        return {'count': self.span(rule)}

    def none(self):
        return {'none': self.pick([{'of': 'breaches'}, {'of': 'seals'}, {'of': 'gradings', 'where': {'grade': 'weak'}}, {'of': 'breaches', 'where': {'unit': '$unit'}}])}

    def value(self):
        comparison = {self.pick(['equals', 'at_least', 'at_most']): self.pick(GRADES)}
        return {'value': self.pick([{'of': 'gradings', 'column': 'grade'} | comparison, {'of': 'gradings', 'column': 'grade'} | comparison,
                                    {'of': 'gradings', 'column': 'points', self.pick(['equals', 'at_least', 'at_most']): '80'},
                                    {'of': 'gradings', 'column': 'mark', 'equals': '1', 'where': {'year': str(self.pick(self.years))}}])}

    def met(self):
        return {'met': {'target': self.pick(self.rows['targets'])['target']}}

    def other(self):
        return {'award': {'id': self.pick(self.names), 'state': self.pick(['nominated', 'decided'])}}

    def judged(self):
        return {'judged': {'label': 'Hội đồng xét'}}

    def quota(self):
        line = {'per': self.pick(['unit', 'proposed_by', 'award'])}
        if self.chance(0.6):
            line['max'] = str(self.pick([0, 1, 1, 2]))
        else:
            line['share'] = self.pick(['0.5', '0.34', '1'])
            if self.chance(0.5):
                line['base'] = self.pick([{'of': 'gradings', 'where': {'grade': 'good'}}, {'of': 'results', 'where': {'indicator': self.rows['indicators'][0]['indicator']}, 'column': 'numerator'},
                                          {'of': 'gradings', 'column': 'points', 'where': {'bloc': 'east'}}])
            elif self.award['cycle'] == 'spot':
                line['base'] = {'of': 'seals'}
        if self.chance(0.3):
            line['if'] = self.condition(1)
        return line

    def make_honours(self):
        for index in range(self.random.randint(0, 14)):
            name = self.pick(self.names)
            self.rows['nominees'].append({'nominee': f'n{index}'} | self.claim(name, self.awards[name]['recipient']))
        for index in range(self.random.randint(0, 10)):
            name = self.pick(self.names)
            recipient = self.awards[name]['recipient'] if self.chance(0.95) else self.pick(['collective', 'individual'])
            row = {'honour': f'h{index}', 'recipient': recipient} | self.claim(name, recipient)
            row |= {'decided_on': f"{row['year']}-{self.pick(['07-01', '06-30', '12-31'])}", 'authority': self.pick(['chair', 'chair', 'city']), 'achievement': self.pick(['', 'a1', 'a1', 'a2']),
                    'outside_quota': self.pick(['', '', 'false', 'true']), 'state': self.pick(['decided', 'decided', 'decided', 'consultation', 'revoked']), 'reason': self.pick(['', 'Thành tích khác'])}
            self.rows['honours'].append(row)
            for document in self.some(['to-trinh', 'bien-ban'], 0) if self.chance(0.5) else []:
                self.rows['dossiers'].append({c: row[c] for c in ('award', 'year', 'unit', 'person')} | {'dossier': f'd{len(self.rows["dossiers"])}', 'document': document})
        for authority in ('chair', 'city'):
            for form in FORMS:
                for level in LEVELS:
                    if self.chance(0.9):
                        year = self.pick(self.years)
                        self.rows['competences'].append({'authority': authority, 'form': form, 'level': level} | self.pick([{}, {}, {'valid_from': f'{year}-07-01'}, {'valid_to': f'{year}-06-30'}]))

    def claim(self, name, recipient):
        award = self.awards[name]
        years = list(range(int(award['years']['from']), int(award['years']['to']) + 1))
        nominees = [row for row in self.rows['nominees'] if row['award'] == name]
        if nominees and recipient == 'individual' and self.chance(0.8):
            return {column: cell for column, cell in self.pick(nominees).items() if column != 'nominee'}
        return {'award': name, 'year': str(self.pick(years + years + [self.pick(self.years)])), 'unit': self.pick(self.units[:4] + self.units),
                'person': self.pick(self.people) if recipient == 'individual' else '', 'proposed_by': self.pick(self.units[:3])}

    # ---- defects

    def add_defect(self, defect):
        results = self.rows['results']
        if defect == 'value':
            for row in results:
                if row.get('denominator') and self.chance(0.4):
                    row['value'] = self.pick(['12.34', '75', '1'])
        elif defect == 'mixed':
            for row in self.some([row for row in results if 'Q' in row['period'] or 'H' in row['period']])[:5]:
                year, quarterly = row['period'][:4], 'Q' in row['period']
                for name in self.some(['-H1', '-9M', ''] if quarterly else ['-Q1', '-Q2', '-Q4']):
                    new = dict(row, period=year + name)
                    if not any(all(new[c] == other[c] for c in ('indicator', 'unit', 'period')) for other in results):
                        results.insert(self.random.randint(0, len(results)), new)
        elif defect == 'rank':
            self.files['data/leagues.yaml']['main']['published_rank'] = 'rank'
            for row in self.rows['scores']:
                row['rank'] = self.pick(['', '1', '2', '3'])

    # ---- writing

    def write(self, folder):
        config = {'title': 'T', 'base_url': 'https://congbo.example.vn/', 'languages': ['vi'], 'theme': 'default', 'as_of': self.today.isoformat()}
        if self.close_days != 20:
            config['close_days'] = str(self.close_days)
        self.files |= {'congbo.yaml': config, 'content/index.vi.md': '---\ntitle: T\n---\nT\n', 'data/datapackage.yaml': {'resources': self.package()}}
        for path, content in self.files.items():
            with self.open(folder, path) as file:
                file.write(content if isinstance(content, str) else yaml.dump(content, Dumper=Plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10**6))
        for name, columns in COLUMNS.items():
            columns = [column.partition(':')[0] for column in columns.split()]
            with self.open(folder, f'data/{name}.csv') as file:
                writer = csv.writer(file, lineterminator='\n')
                writer.writerow(columns)
                writer.writerows([row.get(column, '') for column in columns] for row in self.rows[name])

    @staticmethod
    def open(folder, path):
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return open(path, 'w', encoding='utf-8', newline='')

    def package(self):
        resources = []
        for name, columns in COLUMNS.items():
            fields = []
            for column in columns.split():
                field, _, kind = column.partition(':')
                fields.append({'name': field, 'type': kind or 'string'})
                if field == 'grade':
                    fields[-1] |= {'categories': [{'value': grade} for grade in GRADES], 'categoriesOrdered': 'true'}
            key = KEYS.get(name, [fields[0]['name']])
            schema = {'fields': fields} | ({'primaryKey': key} if key else {})
            resource = {'name': name, 'path': f'{name}.csv', 'schema': schema}
            if name in ('breaches', 'seals'):
                resource['publish'] = 'false'
            if name in ('results', 'scores') and self.rows[name] and self.seeded_update(name):
                resource['update'] = self.seeded_update(name)
            resources.append(resource)
        return resources

    def seeded_update(self, name):
        """The same answer however often it is asked."""
        return random.Random(f'{self.today}{name}{len(self.units)}').choice([None, None, 'month', 'quarter', 'year'])


if __name__ == '__main__':
    generator = Generator(int(sys.argv[1]))
    if len(sys.argv) > 3:
        generator.add_defect(sys.argv[3])
    generator.write(sys.argv[2])
