import { expectTypeOf, it } from 'vitest'
import { lifecycle } from '../lifecycle/lifecycle.ts'
import { choice, integer, text } from './field.ts'
import { type RecordOf, register } from './register.ts'

const nobody = { read: {}, write: {}, archive: {}, bulk: {}, comment: {} }
const gauge = register({
  name: 'gauge',
  plural: 'gauges',
  title: 'name',
  station: 'evidence',
  fields: {
    name: text({ max: 10, required: true }),
    unit: choice(['m', 's']),
    reading: integer({ min: 0, max: 9 }),
  },
  lifecycle: lifecycle({ initial: 'on', states: { on: { tone: 'neutral' } }, transitions: {} }),
  list: { columns: ['name'], sort: 'name' },
  sections: [{ key: 'facts', fields: ['name', 'unit', 'reading'] }],
  permissions: nobody,
})

it('types a required field as known and any other as possibly unknown', () => {
  expectTypeOf<RecordOf<typeof gauge>['name']>().toEqualTypeOf<string>()
  expectTypeOf<RecordOf<typeof gauge>['unit']>().toEqualTypeOf<'m' | 's' | null>()
  expectTypeOf<RecordOf<typeof gauge>['reading']>().toEqualTypeOf<number | null>()
})
