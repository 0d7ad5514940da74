import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Question } from '../../../kernel/pack/kind/classifier.ts'
import { loadPacks } from '../../../platform/packs/load-packs.ts'
import { type Answers, classify, nextQuestions } from './classification.ts'

const pack = loadPacks(join(import.meta.dirname, '../../../../packs')).regulation
const { questions, tiers, test_vectors, vector_defaults } = pack.content

function vector(id: string, changes: Answers = {}): Answers {
  const found = test_vectors.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no vector ${id}`)
  return { ...vector_defaults, ...found.answers, ...changes }
}

describe('worked classifications', () => {
  it.each(test_vectors)('$id $title', ({ answers, tier, routes, obligations }) => {
    const result = classify(pack, { ...vector_defaults, ...answers })
    expect(result.missing_questions).toEqual([])
    expect({
      tier: result.tier,
      routes: result.routes,
      obligations: result.obligations.map(({ id, date }) => ({ id, date })),
    }).toEqual({ tier, routes, obligations })
  })
})

describe('stopping and completeness', () => {
  it('ends the questionnaire when a stop rule is decided, and asks nothing after it', () => {
    const result = classify(pack, { is_ai_system: 'no' })
    expect(result).toMatchObject({
      state: 'complete',
      tier: 'not_ai_system',
      asked_questions: ['is_ai_system'],
    })
    const banned = classify(pack, {
      is_ai_system: 'yes',
      eu_nexus: ['deployer_in_eu'],
      exclusion: 'none',
      foss: false,
      roles: ['deployer'],
      role_flip: ['none'],
      prohibited: ['c_social_scoring'],
    })
    expect(banned).toMatchObject({ state: 'complete', tier: 'prohibited' })
    expect(banned.asked_questions.at(-1)).toBe('prohibited')
  })

  it('stays incomplete while a question before the stop is unanswered, and only for those', () => {
    const result = classify(pack, { eu_nexus: ['none'] })
    expect(result).toMatchObject({
      state: 'incomplete',
      tier: null,
      missing_questions: ['is_ai_system'],
      asked_questions: ['is_ai_system', 'eu_nexus'],
    })
    const banned = classify(pack, vector('T05', { roles: null, foss: null }))
    expect(banned).toMatchObject({
      state: 'incomplete',
      missing_questions: ['foss', 'roles'],
      obligations: [],
    })
  })

  it('asks nothing twice and nothing that cannot matter: profiling comes after an Annex III use', () => {
    const open = vector('T01', { annex3: null, profiling: null })
    expect(nextQuestions(pack, open).map((question) => question.id)).toEqual(['annex3'])
    const used = vector('T01', { profiling: null })
    expect(nextQuestions(pack, used).map((question) => question.id)).toEqual(['profiling'])
    expect(nextQuestions(pack, vector('T04'))).toEqual([])
  })

  it('takes an empty choice as no answer', () => {
    expect(classify(pack, vector('T04', { prohibited: [] }))).toMatchObject({
      state: 'incomplete',
      missing_questions: ['prohibited'],
      rejected_answers: [],
    })
  })

  it('takes an answer that does not fit as no answer, and says why', () => {
    const contradiction = classify(pack, vector('T01', { annex3: ['4a', 'none'] }))
    expect(contradiction).toMatchObject({ state: 'incomplete', tier: null, missing_questions: ['annex3'] })
    expect(contradiction.rejected_answers).toEqual([
      { question_id: 'annex3', reason: '"none" cannot be chosen together with others' },
    ])
    for (const wrong of [
      { annex3: ['9z'] },
      { annex3: '4a' },
      { profiling: 'yes' },
      { exclusion: 'other' },
      { exclusion: ['none'] },
    ]) {
      expect(classify(pack, vector('T01', wrong)).rejected_answers).toHaveLength(1)
    }
  })
})

describe('what follows from a tier', () => {
  it('is nothing outside the Act, and for a banned practice only stopping and literacy', () => {
    expect(classify(pack, vector('T29', { roles: ['provider', 'gpai_model_provider'] })).obligations).toEqual(
      [],
    )
    const banned = classify(pack, vector('T05', { art50: ['interacts_with_people'], annex3: ['4a'] }))
    expect(banned.obligations.map((obligation) => obligation.id)).toEqual([
      'ob_literacy',
      'ob_stop_prohibited',
    ])
  })

  it('carries the article, the basis of the date and what to record', () => {
    const registration = classify(pack, vector('T11')).obligations.find(({ id }) => id === 'ob_art49_2')
    expect(registration).toEqual({
      id: 'ob_art49_2',
      roles: ['provider'],
      article: 'Art. 49(2)',
      title: 'Register the derogated system',
      date: '2027-12-02',
      date_key: 'registration_6_3',
      confidence: 'low',
      earliest_reading: '2026-08-02',
      record_types: ['regulatory_notification'],
      requirement_ids: ['A.8.5'],
    })
  })

  it('counts from the earliest date when several routes match, whichever rule comes last', () => {
    const moved = structuredClone(pack)
    for (const date of moved.content.law_dates) if (date.id === 'hr_annex1') date.from = '2027-01-01'
    const dates = (of: typeof pack) =>
      classify(of, vector('T30')).obligations.find(({ id }) => id === 'ob_rms')?.date
    expect([dates(pack), dates(moved)]).toEqual(['2027-12-02', '2027-01-01'])
  })

  it('says who has to sign', () => {
    const reasons = (answers: Answers) =>
      classify(pack, answers).needs_legal_sign_off.map((reason) => reason.id)
    expect(reasons(vector('T01'))).toEqual([])
    expect(reasons(vector('T01', { is_ai_system: 'unsure' }))).toEqual(['unsure_whether_ai_system'])
    expect(reasons(vector('T11'))).toEqual(['derogation', 'low_confidence_date'])
    expect(reasons(vector('T05'))).toEqual(['prohibited_practice'])
    expect(reasons(vector('T05', { roles: null }))).toEqual(['prohibited_practice'])
    expect(reasons(vector('T12', { prohibited: ['c_social_scoring'] }))).toEqual([])
  })

  it('states the version of rules, engine and law', () => {
    expect(classify(pack, {})).toMatchObject({
      state: 'incomplete',
      rule_version: pack.manifest.version,
      engine_version: 1,
      law_state_date: '2026-11-21',
    })
  })
})

describe('content of another law', () => {
  function changed(change: (content: typeof pack.content) => void): typeof pack {
    const other = structuredClone(pack)
    change(other.content)
    return other
  }

  it('does not ask yet what depends on a question that may still be asked', () => {
    const other = changed((content) => {
      const kind = content.questions.find((question) => question.id === 'deployer_kind')
      Object.assign(kind ?? {}, { ask_if: { not: [{ fact: 'profiling', op: 'eq', value: true }] } })
    })
    const open = vector('T02', { annex3: null, deployer_kind: null })
    expect(nextQuestions(other, open).map((question) => question.id)).toEqual(['annex3'])
    const settled = vector('T02', { annex3: ['none'], deployer_kind: null })
    expect(nextQuestions(other, settled).map((question) => question.id)).toEqual(['deployer_kind'])
  })

  it('stops only after the last question a stop rule looks at', () => {
    const other = changed((content) => {
      const rule = content.derive_rules.find((candidate) => candidate.id === 'no_eu_nexus')
      const unsure = { fact: 'is_ai_system', op: 'eq', value: 'unsure' } as const
      if (rule) rule.when = { all: [unsure, { fact: 'eu_nexus', op: 'only', value: 'none' }] }
    })
    const unsure = { is_ai_system: 'unsure' }
    expect(classify(other, unsure).missing_questions).toContain('eu_nexus')
    expect(classify(other, { ...unsure, eu_nexus: ['none'] })).toMatchObject({
      state: 'complete',
      asked_questions: ['is_ai_system', 'eu_nexus'],
    })
  })

  it('lets a tier limit obligations whose own condition holds', () => {
    const other = changed((content) => {
      const literacy = content.obligations.find((obligation) => obligation.id === 'ob_literacy')
      if (!literacy) throw new Error('no literacy')
      const when = { fact: 'roles', op: 'has', value: 'deployer' } as const
      content.obligations.push({ ...literacy, id: 'ob_new', when })
    })
    const ids = (answers: Answers) => classify(other, answers).obligations.map((obligation) => obligation.id)
    expect(ids(vector('T04'))).toContain('ob_new')
    expect(ids(vector('T05'))).toEqual(['ob_literacy', 'ob_stop_prohibited'])
    expect(ids(vector('T29', { roles: ['deployer'], deployer_kind: ['other'] }))).toEqual([])
  })
})

function anyAnswer(question: Question): fc.Arbitrary<string | boolean | string[]> {
  const options = question.options?.map((option) => option.id) ?? []
  if (question.type === 'boolean') return fc.boolean()
  if (question.type === 'choice') return fc.constantFrom(...options)
  const exclusive = question.exclusive_option
  const several = fc.subarray(
    options.filter((option) => option !== exclusive),
    { minLength: 1 },
  )
  return exclusive === undefined
    ? several
    : fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([exclusive]) }, several)
}
const everyAnswer = fc.record(
  Object.fromEntries(questions.map((question) => [question.id, anyAnswer(question)])),
)
const someAnswers = fc.record(
  Object.fromEntries(questions.map((question) => [question.id, anyAnswer(question)])),
  {
    requiredKeys: [],
  },
)

describe('for any answers', () => {
  it('the order of answers and of choices does not matter', () => {
    const turned = (answers: Answers) =>
      Object.fromEntries(
        Object.entries(answers)
          .reverse()
          .map(([id, answer]) => [id, Array.isArray(answer) ? answer.toReversed() : answer]),
      )
    fc.assert(
      fc.property(someAnswers, (answers) => {
        expect(classify(pack, turned(answers))).toEqual(classify(pack, answers))
      }),
    )
  })

  it('an answer to a question that is not asked never influences the result', () => {
    fc.assert(
      fc.property(someAnswers, everyAnswer, (answers, stale) => {
        const result = classify(pack, answers)
        const asked = result.asked_questions.map((id) => [id, answers[id]])
        expect(classify(pack, { ...stale, ...Object.fromEntries(asked) })).toEqual(result)
      }),
    )
  })

  it('a result is complete exactly when nothing is missing, and only then has a tier', () => {
    const results = new Set(tiers.filter((tier) => !tier.intermediate).map((tier) => tier.id))
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const { state, tier, missing_questions, obligations, routes } = classify(pack, answers)
        expect(state).toBe(missing_questions.length === 0 ? 'complete' : 'incomplete')
        if (state === 'complete') expect(results).toContain(tier)
        else expect([tier, routes, obligations]).toEqual([null, [], []])
      }),
    )
  })

  it('every question asked is needed: without its answer there is no result', () => {
    fc.assert(
      fc.property(everyAnswer, fc.nat(), (answers, pick) => {
        const { state, asked_questions } = classify(pack, answers)
        expect(state).toBe('complete')
        const dropped = asked_questions[pick % asked_questions.length] ?? ''
        const without = classify(pack, { ...answers, [dropped]: null })
        expect(without.state).toBe('incomplete')
        expect(without.missing_questions).toContain(dropped)
      }),
    )
  })

  it('answering what is asked next leads to a result, and asks each question once', () => {
    fc.assert(
      fc.property(everyAnswer, (answers) => {
        const given: Record<string, Answers[string]> = {}
        for (let open = nextQuestions(pack, given); open.length > 0; open = nextQuestions(pack, given)) {
          const [question] = open
          if (!question || question.id in given) throw new Error('asked twice')
          given[question.id] = answers[question.id]
        }
        expect(classify(pack, given)).toEqual(classify(pack, answers))
        expect(Object.keys(given)).toEqual(classify(pack, answers).asked_questions)
      }),
    )
  })
})
