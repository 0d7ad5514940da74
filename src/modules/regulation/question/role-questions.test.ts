import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answers } from './answer.ts'
import { determineRoles, roleQuestions } from './role-questions.ts'

const nothing = {
  builds: ['none'],
  answers_for_build: 'no',
  supplies: 'no',
  uses: 'no',
  contributes: ['none'],
}

describe('the organization’s ISO roles', () => {
  it.each([
    ['a bought assistant for staff', { uses: 'yes' }, ['user']],
    [
      'a product built and sold',
      { builds: ['design', 'train'], answers_for_build: 'yes', supplies: 'yes' },
      ['provider', 'producer', 'developer'],
    ],
    [
      'an own model for own use',
      { builds: ['train'], answers_for_build: 'yes', uses: 'yes' },
      ['producer', 'developer', 'user'],
    ],
    ['everything built by contractors', { answers_for_build: 'yes', uses: 'yes' }, ['producer', 'user']],
    ['a team that only builds', { builds: ['implement', 'verify'] }, ['developer']],
    ['an evaluation for somebody else', { contributes: ['evaluate'] }, ['partner']],
    ['somebody else’s system sold on', { supplies: 'yes' }, ['provider']],
  ])('%s', (_what, answers, roles) => {
    const found = determineRoles({ ...nothing, ...answers })
    expect(found).toMatchObject({ ai_roles: roles, missing_questions: [], rejected_answers: [] })
    expect(found.reasons.map(({ role }) => role).sort()).toEqual([...roles].sort())
  })

  it('never takes unknown as no: what is open or not known yet is missing', () => {
    expect(determineRoles({}).missing_questions).toEqual(roleQuestions.map(({ id }) => id))
    expect(determineRoles({ ...nothing, uses: 'unsure' }).missing_questions).toEqual(['uses'])
    const both = determineRoles({ ...nothing, builds: ['train', 'unsure'] })
    expect(both).toMatchObject({ ai_roles: ['developer'], missing_questions: ['builds'] })
  })

  it('takes a contradiction as no answer, and says why', () => {
    const found = determineRoles({ ...nothing, builds: ['none', 'train'] })
    expect(found.missing_questions).toEqual(['builds'])
    expect(found.rejected_answers).toMatchObject([{ question_id: 'builds' }])
  })

  it('gains roles and never loses one by a further activity', () => {
    const builds = fc.subarray(['design', 'train', 'implement', 'verify'])
    const yes = fc.constantFrom('yes', 'no')
    const contributes = fc.subarray(['integrate', 'data', 'evaluate'])
    const answers = fc.record({ builds, answers_for_build: yes, supplies: yes, uses: yes, contributes })
    const filled = (one: { builds: string[]; contributes: string[] } & Answers) => ({
      ...one,
      builds: one.builds.length > 0 ? one.builds : ['none'],
      contributes: one.contributes.length > 0 ? one.contributes : ['none'],
    })
    fc.assert(
      fc.property(answers, (one) => {
        const before = determineRoles(filled(one)).ai_roles
        const after = determineRoles(
          filled({ ...one, uses: 'yes', builds: [...new Set([...one.builds, 'train'])] }),
        )
        expect(after.ai_roles).toEqual(expect.arrayContaining(before))
        expect(after.ai_roles).toEqual(expect.arrayContaining(['user', 'developer']))
      }),
    )
  })
})
