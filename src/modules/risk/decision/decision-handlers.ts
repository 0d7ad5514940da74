import { OperationError } from '../../../kernel/contract/error.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import { sign } from '../../../platform/signature/sign.ts'
import { risk } from '../risk.ts'
import { planHash } from '../standing/standing.ts'
import type { Acceptance, RiskTables } from '../tables.ts'
import {
  assertNothingAgainst,
  candidatesFor,
  consultationRefusals,
  judgeAcceptance,
  judgePlan,
  readMatter,
  toConsult,
} from './decision.ts'
import { acceptRisk, approvePlan, getAcceptanceStatement, getPlanStatement } from './decision-contract.ts'
import { acceptanceStatement, planStatement } from './decision-statement.ts'

const bind = command<RiskTables>()
const ask = query<RiskTables>()

const acceptanceStatementHandler = ask(getAcceptanceStatement, async (scope, input) => {
  const matter = await readMatter(scope, input.id)
  const judged = judgeAcceptance(matter, scope.actor.person_id)
  const expiresOn = input.expires_on ?? judged.latest_expires_on
  const said = expiresOn ? acceptanceStatement(matter, expiresOn) : { statement: '', consequences: [] }
  const consult = toConsult(matter).map((role) => ({
    role,
    candidates: candidatesFor(matter, role).map((person_id) => ({ person_id })),
  }))
  const people = consult.flatMap(({ candidates }) => candidates)
  return {
    version: matter.risk.version,
    level: judged.level,
    statement: said.statement,
    consequences: [...said.consequences],
    refusals: judged.refusals,
    expires_on: expiresOn,
    latest_expires_on: judged.latest_expires_on,
    consult,
    conditions:
      judged.level && matter.criteria ? matter.criteria.content.acceptance[judged.level].conditions : [],
    titles: await titlesOf(scope, referencesIn(people, ['person_id'])),
  }
})

const accept = bind(acceptRisk, async (tx, input) => {
  // Whoever takes over an action of its treatment waits for this, or is seen here.
  await tx.db.selectFrom('app.risk').select('id').where('id', '=', input.id).forNoKeyUpdate().execute()
  const matter = await readMatter(tx, input.id)
  const me = tx.actor.person_id
  const { refusals, grant, level, latest_expires_on } = judgeAcceptance(matter, me)
  const validity =
    latest_expires_on && (input.expires_on <= matter.today || input.expires_on > latest_expires_on)
      ? [
          {
            rule: 'validity',
            message: `an acceptance of this level ends after today and by ${latest_expires_on}`,
          } as const,
        ]
      : []
  assertNothingAgainst([...refusals, ...validity, ...consultationRefusals(matter, input.consulted, me)])
  const { standing, criteria, facts } = matter
  if (!grant || !level || !criteria || !standing.basis || standing.likelihood === null || !standing.impacts)
    throw new Error('An acceptance that nothing stands against has a level and an authority.')
  const { signature_id } = await sign(tx, {
    meaning: 'risk.accepted',
    statement: acceptanceStatement(matter, input.expires_on).statement,
    record_id: input.id,
    record_version: input.expected_version,
    given: input.signature,
  })
  await tx.db
    .updateTable('app.risk_acceptance')
    .set({ ended_at: tx.now.toISOString(), ended_because: 'replaced' })
    .where('risk_id', '=', input.id)
    .where('ended_at', 'is', null)
    .execute()
  const kept: Acceptance = {
    id: tx.sources.newId(),
    risk_id: input.id,
    risk_version: input.expected_version,
    criteria_id: criteria.id,
    level,
    basis: standing.basis,
    likelihood: standing.likelihood,
    impact: Math.max(...Object.values(standing.impacts)),
    system_hash: facts.system_hash,
    accepted_by_id: me,
    appointment_id: grant.authority.id,
    by_system_owner: grant.by_system_owner,
    reason: input.reason,
    consulted: input.consulted,
    accepted_at: tx.now.toISOString(),
    expires_on: input.expires_on,
    signature_id,
    ended_at: null,
    ended_because: null,
  }
  await tx.db
    .insertInto('app.risk_acceptance')
    .values({
      organization_id: tx.actor.organization_id,
      ...kept,
      consulted: JSON.stringify(input.consulted) as never,
    })
    .execute()
  await updateRecord(risk, tx, input.id, input.expected_version, { state: 'accepted' })
  const { system_hash: _kept, ...answer } = kept
  return tx.record(
    {
      event: 'risk.accepted',
      record_id: input.id,
      detail: {
        from: matter.risk.state,
        to: 'accepted',
        level,
        expires_on: input.expires_on,
        reason: input.reason,
      },
    },
    answer,
  )
})

const planStatementHandler = ask(getPlanStatement, async (scope, input) => {
  const matter = await readMatter(scope, input.id)
  const { statement, consequences } = planStatement(matter)
  return {
    version: matter.risk.version,
    level: matter.standing.level,
    statement,
    consequences: [...consequences],
    refusals: judgePlan(matter, scope.actor.person_id).refusals,
  }
})

const approve = bind(approvePlan, async (tx, input) => {
  const matter = await readMatter(tx, input.id)
  const { refusals, grant } = judgePlan(matter, tx.actor.person_id)
  assertNothingAgainst(refusals)
  const { level } = matter.standing
  if (!grant || !level)
    throw new Error('An approval that nothing stands against has a level and an authority.')
  if (matter.standing.plan === 'approved' && matter.risk.state !== 'treatment_planned')
    throw new OperationError('conflict', 'Nothing was signed: this plan is approved already.')
  const { signature_id } = await sign(tx, {
    meaning: 'risk.plan-approved',
    statement: planStatement(matter).statement,
    record_id: input.id,
    record_version: input.expected_version,
    given: input.signature,
  })
  await tx.db
    .insertInto('app.risk_plan_approval')
    .values({
      organization_id: tx.actor.organization_id,
      id: tx.sources.newId(),
      risk_id: input.id,
      risk_version: input.expected_version,
      level,
      plan_hash: planHash(matter.risk, matter.facts.actions),
      approved_by_id: tx.actor.person_id,
      appointment_id: grant.authority.id,
      reason: input.reason,
      signature_id,
      approved_at: tx.now.toISOString(),
    })
    .execute()
  const state = matter.risk.state === 'treatment_planned' ? 'treating' : matter.risk.state
  const after = await updateRecord(risk, tx, input.id, input.expected_version, { state })
  return tx.record(
    {
      event: 'risk.plan-approved',
      record_id: input.id,
      detail: { from: matter.risk.state, to: state, reason: input.reason },
    },
    after,
  )
})

export const decisionHandlers = [acceptanceStatementHandler, accept, planStatementHandler, approve]
