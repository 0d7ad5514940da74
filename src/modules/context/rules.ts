import type { RecordOf } from '../../kernel/register/register.ts'
import { isBlank, stillMissing } from '../../kernel/register/still-missing.ts'
import type { scopeStatement } from './scope-statement.ts'

type ScopeStatement = RecordOf<typeof scopeStatement>

/**
 * What an edition of the scope still lacks before anyone may decide about it (ISO/IEC 42001, 4.1 and 4.3): its words,
 * its boundary, what is inside and outside, and whether climate change is a relevant issue, with the reason either way.
 * @returns what to do, in words, or nothing.
 */
export const missingFromScope = (one: ScopeStatement): string | undefined =>
  stillMissing([
    [isBlank(one.edition), 'give this edition a number'],
    [isBlank(one.statement), 'write the scope statement'],
    [isBlank(one.boundaries), 'say where the boundary lies, with its interfaces'],
    [isBlank(one.included), 'say what is inside'],
    [isBlank(one.excluded), 'say what is outside, or that nothing is'],
    [one.climate_relevant === null, 'decide whether climate change is a relevant issue'],
    [isBlank(one.climate_reason), 'give the reason for the decision about climate change'],
  ])

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
