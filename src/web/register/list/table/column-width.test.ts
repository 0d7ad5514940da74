import { describe, expect, it } from 'vitest'
import { indexedRegisters, loadRegister } from '../../../app/registers.ts'
import { readListState } from '../state/list-state.ts'
import { gridOf } from './column-width.ts'

/** What a laptop of 1440 leaves beside the sidebar. */
const room = 1440 - 216

describe('the columns a list begins with', () => {
  it.each(indexedRegisters.map((one) => [one.plural, one] as const))(
    'of %s fit a laptop',
    async (_, indexed) => {
      const register = await loadRegister(indexed)
      const { columns } = readListState(register, {})
      expect(gridOf(register, columns, true).width).toBeLessThanOrEqual(room)
    },
  )
})
