import { createHash } from 'node:crypto'
import type { ExclusionEffect } from '../../../kernel/pack/kind/iso-42001.ts'
import type { StatementRow } from '../statement.ts'
import type { ExclusionVerdict, FactReference } from './exclusion.ts'
import { objectionsToExcluding } from './exclusion.ts'

/** An answer to a rule that speaks against an exclusion. */
export interface ConflictAnswer {
  readonly soa_row_id: string
  readonly rule_id: string
  /** Of the facts it answered; once they are others, it counts no longer. */
  readonly facts_hash: string
  readonly answer: string
  readonly created_at: string
  readonly created_by: string | null
}

/** A rule of the pack that speaks, or may yet speak, against leaving a control out. */
export interface Conflict {
  readonly row_id: string
  readonly rule_id: string
  readonly effect: ExclusionEffect
  /** `unknown`: facts are missing; only stating them settles it. */
  readonly truth: 'true' | 'unknown'
  readonly reason: string
  /** The facts that decide, or those that are missing. */
  readonly facts: readonly FactReference[]
  readonly facts_hash: string
  /** The answer that still counts. */
  readonly answer: ConflictAnswer | null
  /** The control is left out and nobody has settled the conflict: approval refuses. */
  readonly open: boolean
}

const hashOf = (truth: string, facts: readonly FactReference[]): string => {
  const keys = facts.map(({ fact, ai_system_id }) => `${fact}@${ai_system_id ?? ''}`).sort()
  return createHash('sha256')
    .update(JSON.stringify([truth, keys]))
    .digest('hex')
}

/**
 * The conflicts of every row that is not included: what speaks against leaving it out. An answer settles a rule that
 * is true, as long as the same facts decide; a rule that is unknown is settled by facts alone.
 */
export function conflictsOf(
  rows: readonly Pick<StatementRow, 'id' | 'requirement' | 'reference' | 'applicable'>[],
  verdicts: readonly ExclusionVerdict[],
  answers: readonly ConflictAnswer[],
): Conflict[] {
  const latest = new Map<string, ConflictAnswer>()
  for (const one of answers) latest.set(`${one.soa_row_id}/${one.rule_id}`, one)
  const hashes = new Map<ExclusionVerdict, string>()
  const hashOnce = (verdict: ExclusionVerdict, facts: readonly FactReference[]) => {
    const hash = hashes.get(verdict) ?? hashOf(verdict.truth, facts)
    hashes.set(verdict, hash)
    return hash
  }
  return rows
    .filter((row) => row.requirement !== null && row.applicable !== true)
    .flatMap((row) =>
      objectionsToExcluding(row.reference ?? '', verdicts).map((verdict): Conflict => {
        const truth = verdict.truth === 'true' ? 'true' : 'unknown'
        const facts = truth === 'true' ? verdict.decided_by : verdict.missing
        const facts_hash = hashOnce(verdict, facts)
        const given = latest.get(`${row.id}/${verdict.rule_id}`)
        const answer = truth === 'true' && given?.facts_hash === facts_hash ? given : null
        return {
          row_id: row.id,
          rule_id: verdict.rule_id,
          effect: verdict.effect,
          truth,
          reason: verdict.reason,
          facts,
          facts_hash,
          answer,
          open: row.applicable === false && answer === null,
        }
      }),
    )
}
