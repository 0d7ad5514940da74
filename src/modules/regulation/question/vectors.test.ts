import { beforeAll, expect, it } from 'vitest'
import { startTestServer } from '../../../../test/harness/test-server.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'

const server = await startTestServer()
const { test_vectors, vector_defaults } = shippedPacks().regulation.content
let cookie: string

beforeAll(async () => {
  cookie = await server.signInAs('aims-manager')
})

async function send<T>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  payload?: object,
  version?: number,
): Promise<T> {
  const answer = await server.app.inject({
    method,
    url: `/api${path}`,
    headers: {
      cookie,
      'x-requested-with': 'plumbline',
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(payload ? { payload } : {}),
  })
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`)
  return answer.json()
}

interface Record {
  id: string
  version: number
}
interface View {
  outcome: {
    tier: string
    routes: string[]
    obligations: { id: string; date: string }[]
    missing_questions: string[]
  }
  record: { tier: string; law_state_date: string; rule_version: string }
}

it.each(test_vectors)(
  'classifies $id $title over HTTP',
  async ({ id, title, answers, tier, routes, obligations }) => {
    const system = await send<Record>('POST', '/ai-systems', { name: `${id} ${title}` })
    const draft = await send<Record>('POST', '/determinations', {
      ai_system_id: system.id,
      kind: 'eu_ai_act',
    })
    const all = { ...vector_defaults, ...answers }
    await send(
      'PATCH',
      `/determinations/${draft.id}/answers`,
      { answers: all, rationale: title },
      draft.version,
    )
    const { outcome, record } = await send<View>('GET', `/determinations/${draft.id}/view`)
    const found = outcome.obligations.map((duty) => ({ id: duty.id, date: duty.date }))
    expect({ tier: outcome.tier, routes: outcome.routes, obligations: found }).toEqual({
      tier,
      routes,
      obligations,
    })
    expect(outcome.missing_questions).toEqual([])
    expect(record).toMatchObject({ tier, law_state_date: '2026-11-21', rule_version: '1.0.0' })
  },
)

it('leads through the questions one after the other, and keeps nothing', async () => {
  const [vector] = test_vectors
  const all: { [question: string]: unknown } = { ...vector_defaults, ...vector?.answers }
  const given: { [question: string]: unknown } = {}
  for (let asked = 0; asked < 30; asked += 1) {
    const next = await send<{ next_questions: string[]; outcome: { tier: string | null } }>(
      'POST',
      '/determination-questions',
      { kind: 'eu_ai_act', answers: given },
    )
    const [question] = next.next_questions
    if (question === undefined) {
      expect(next.outcome.tier).toBe(vector?.tier)
      return
    }
    expect(next.outcome.tier).toBeNull()
    given[question] = all[question]
  }
  throw new Error('The questions did not end.')
})
