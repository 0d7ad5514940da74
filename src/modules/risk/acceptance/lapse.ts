import type { Job } from '../../../platform/jobs/job.ts'
import type { Reaction } from '../../../platform/module.ts'
import { command } from '../../../platform/operations/handler.ts'
import { type SharedTransaction, tablesIn, writableTablesIn } from '../../../platform/operations/scope.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import { returnLapsed } from '../decision/decision-contract.ts'
import { risk } from '../risk.ts'
import type { AcceptanceState } from '../standing/acceptance-state.ts'
import { loadFacts } from '../standing/load-facts.ts'
import { standingOf } from '../standing/standing.ts'
import type { Risk, RiskTables } from '../tables.ts'

/** Accepted risks looked at together. */
const atOnce = 500

/** What ends an acceptance and leaves the assessment as it is. */
const stillAssessed: ReadonlySet<AcceptanceState> = new Set(['expired', 'level_rose'])

interface Returned {
  readonly id: string
  readonly state: string
  readonly because: string
}

/**
 * An acceptance that expired, or was given for a lower level, returns its risk to `assessed`; one that no longer
 * fits the system or the criteria reopens it. The standing of a risk says so at once; this makes its state follow.
 */
async function returnLapsedRisks(tx: SharedTransaction): Promise<Returned[]> {
  const returned: Returned[] = []
  let accepted = await acceptedAfter(tx)
  while (accepted.length > 0) {
    for (const facts of await loadFacts(tx, accepted)) {
      const { acceptance } = standingOf(facts)
      if (acceptance === 'valid') continue
      const state = stillAssessed.has(acceptance) ? 'assessed' : 'reopened'
      await updateRecord(risk, tx, facts.risk.id, facts.risk.version, { state })
      returned.push({ id: facts.risk.id, state, because: acceptance })
    }
    accepted = await acceptedAfter(tx, accepted.at(-1)?.id)
  }
  return returned
}

const acceptedAfter = (tx: SharedTransaction, id?: string): Promise<Risk[]> =>
  tablesIn<RiskTables>(tx)
    .selectFrom('app.risk')
    .selectAll()
    .where('state', '=', 'accepted')
    .where('archived_at', 'is', null)
    .$if(id !== undefined, (all) => all.where('id', '>', id ?? ''))
    .orderBy('id')
    .limit(atOnce)
    .execute()

/** As people ask for it. */
export const returnLapsedHandler = command<RiskTables>()(returnLapsed, async (tx) => {
  const returned = await returnLapsedRisks(tx)
  return tx.record({ event: 'risk.lapsed-returned', detail: { returned } }, { returned })
})

/** As time does it: soon after the day on which an acceptance expired. */
export const returnLapsedJob: Job = {
  name: returnLapsed.name,
  event: 'risk.lapsed-returned',
  every_minutes: 60,
  run: async (tx) => {
    const returned = await returnLapsedRisks(tx)
    return returned.length === 0 ? undefined : { event: 'risk.lapsed-returned', detail: { returned } }
  },
}

/** A released version of an AI system ends the acceptances of its risks: they were given for another one. */
export const endAcceptancesOfSystem: Reaction = async (tx, _entry, result) => {
  const { system_id } = result as { readonly system_id: string }
  const db = writableTablesIn<RiskTables>(tx)
  const accepted = await db
    .selectFrom('app.risk')
    .select(['id', 'version'])
    .where('ai_system_id', '=', system_id)
    .where('state', '=', 'accepted')
    .execute()
  for (const { id, version } of accepted) {
    await endAcceptance(tx, id)
    await updateRecord(risk, tx, id, version, { state: 'reopened' })
  }
}

const endAcceptance = (tx: SharedTransaction, riskId: string) =>
  writableTablesIn<RiskTables>(tx)
    .updateTable('app.risk_acceptance')
    .set({ ended_at: tx.now.toISOString(), ended_because: 'new_version' })
    .where('risk_id', '=', riskId)
    .where('ended_at', 'is', null)
    .execute()
