import { describe, expect, it } from 'vitest'
import { agreesWithAnswers } from './role-agreement.ts'

describe('ISO roles beside the roles answered under the EU AI Act', () => {
  it.each([
    [['deployer'], ['user'], true],
    [['deployer'], ['user', 'partner'], true],
    [['provider', 'deployer'], ['producer', 'developer', 'user'], true],
    [['importer'], ['provider'], true],
    [['authorised_representative'], ['partner'], true],
    [['deployer'], ['user', 'developer'], false],
    [['deployer'], ['provider'], false],
    [['provider'], ['provider', 'user'], false],
    [['provider', 'deployer'], ['user'], false],
  ])('%j and %j: %s', (roles, iso, agree) => {
    expect(agreesWithAnswers({ roles }, iso)).toBe(agree)
  })

  it('rests on no role where the questions ended before asking for any', () => {
    expect(agreesWithAnswers({ is_ai_system: 'no' }, ['user'])).toBe(true)
  })
})
