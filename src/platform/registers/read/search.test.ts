import { describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct } from '../../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'

const { database } = await makeTestDatabase()
const { run, sources } = makeProduct(database)

/** Finds systems by words, in an organization that has those of these names. */
async function finder(names: readonly string[]): Promise<(q: string) => Promise<string[]>> {
  const actor = (await makeOrganization(database, sources, 'Searched')).actors['aims-manager']
  for (const name of names) await run('ai-system.create', actor, { name })
  return async (q) =>
    (await run<{ items: { name: string }[] }>('ai-system.list', actor, { q })).items.map(({ name }) => name)
}

describe('a search', () => {
  it('finds a number as it is written, its beginning, and its parts where they stand alone', async () => {
    const found = await finder([
      'A.7.4 Quality of data',
      'A.8.2 Notices',
      'GPT-4.1 for drafts',
      'Clause 7 part A',
    ])
    expect(await found('a.7.4')).toEqual(['A.7.4 Quality of data'])
    expect(await found('A.7')).toEqual(['A.7.4 Quality of data', 'Clause 7 part A'])
    expect(await found('gpt-4')).toEqual(['GPT-4.1 for drafts'])
    expect(await found('A.7.4 qual')).toEqual(['A.7.4 Quality of data'])
    for (const odd of ["a.7.4' or 1", 'a\\.7', "'", '\\', '.-.', 'a|b', 'a:*', '/', '<>', "</'>"])
      await expect(found(odd)).resolves.toBeDefined()
  })

  it('finds words that a slash joins, each and all', async () => {
    const found = await finder(['AI/ML for text/speech', 'ML for maps', 'Speech alone', 'https://a.gov/b/c'])
    expect(await found('ml')).toEqual(['AI/ML for text/speech', 'ML for maps'])
    expect(await found('speech')).toEqual(['AI/ML for text/speech', 'Speech alone'])
    expect(await found('AI/ML')).toEqual(['AI/ML for text/speech'])
    expect(await found('ai/m text/')).toEqual(['AI/ML for text/speech'])
    expect(await found('https://a.gov/b')).toEqual(['https://a.gov/b/c'])
  })

  it('finds what stands between and behind angle brackets', async () => {
    const found = await finder(['Read <b>bold</b> words', 'Runs <script> and more', 'Faster than x<5'])
    expect(await found('bold')).toEqual(['Read <b>bold</b> words'])
    expect(await found('<b>bold')).toEqual(['Read <b>bold</b> words'])
    expect(await found('script more')).toEqual(['Runs <script> and more'])
    expect(await found('x<5')).toEqual(['Faster than x<5'])
  })
})
