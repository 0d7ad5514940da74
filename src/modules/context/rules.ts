import type { RecordOf } from '../../kernel/register/register.ts'
import type { scopeStatement } from './scope-statement.ts'

type ScopeStatement = RecordOf<typeof scopeStatement>

const blank = (text: string | null): boolean => text === null || text.trim() === ''

/**
 * What an edition of the scope still lacks before anyone may decide about it (ISO/IEC 42001, 4.1 and 4.3): its words,
 * its boundary, what is inside and outside, and whether climate change is a relevant issue, with the reason either way.
 * @returns the first thing missing, in words, or nothing.
 */
export function missingFromScope(one: ScopeStatement): string | undefined {
  if (blank(one.edition)) return 'give this edition a number.'
  if (blank(one.statement)) return 'write the scope statement.'
  if (blank(one.boundaries)) return 'say where the boundary lies, with its interfaces.'
  if (blank(one.included)) return 'say what is inside.'
  if (blank(one.excluded)) return 'say what is outside, or that nothing is.'
  if (one.climate_relevant === null) return 'decide whether climate change is a relevant issue.'
  if (blank(one.climate_reason)) return 'give the reason for the decision about climate change.'
  return undefined
}

/** The statement that approving an edition signs. It names no person. */
export function approvalStatement(one: ScopeStatement, replaces: ScopeStatement | undefined): string {
  return [
    `I approve the scope of the AI management system as stated in “${one.title}”, edition ${one.edition ?? ''}, record version ${one.version}.`,
    '',
    (one.statement ?? '').trim(),
    '',
    one.climate_relevant
      ? 'Climate change is a relevant issue for the management system.'
      : 'Climate change is not a relevant issue for the management system.',
    replaces
      ? `It replaces “${replaces.title}”, edition ${replaces.edition ?? ''}, from now on.`
      : 'There was no approved scope before.',
  ].join('\n')
}
