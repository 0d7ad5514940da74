import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packItems } from '../../kernel/pack/pack.ts'
import { PackError, type PackSource, parsePacks } from '../../kernel/pack/parse-packs.ts'
import { loadPacks, readPackSources } from './load-packs.ts'

const directory = join(import.meta.dirname, '../../../packs')
const sources = readPackSources(directory)

type Item = Record<string, unknown>

/** The problems found after one collection's items were changed. */
function problemsAfter(
  folder: string,
  collection: string,
  change: (items: Item[]) => void,
): PackError['problems'] {
  const doctored: PackSource[] = structuredClone(sources)
  const contents = doctored.filter((source) => source.folder === folder).flatMap((source) => source.files)
  for (const { content } of contents) {
    const items = (content as Record<string, Item[]>)[collection]
    if (items) change(items)
  }
  return problemsOf(() => parsePacks(doctored))
}

function problemsOf(load: () => unknown): PackError['problems'] {
  try {
    load()
  } catch (error) {
    if (error instanceof PackError) return error.problems
    throw error
  }
  return []
}

function item(items: Item[], id: string): Item {
  const found = items.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no item ${id}`)
  return found
}

describe('the shipped packs', () => {
  const packs = loadPacks(directory)

  it('load, and give every item its own URN', () => {
    const urns = Object.values(packs).flatMap((pack) => packItems(pack).map((entry) => entry.urn))
    expect(new Set(urns).size).toBe(urns.length)
    expect(urns).toContain('urn:plumbline:iso-42001:2023:control:A.5.2')
    expect(urns).toContain('urn:plumbline:iso-42001:2023:clause:4.1')
    expect(urns).toContain('urn:plumbline:nist-ai-rmf:1.0:subcategory:GOVERN-1.1')
    expect(urns).toContain('urn:plumbline:eu-ai-act:2024-1689:obligation:ob_literacy')
    expect(urns).toContain('urn:plumbline:impact-assessment:scoring:scoring')
    expect(
      urns.filter((urn) => !/^urn:plumbline:[a-z0-9.:-]+:[a-z0-9_]+:[A-Za-z0-9_./-]+$/.test(urn)),
    ).toEqual([])
  })

  it('hold ISO/IEC 42001 in full: 32 leaf clauses, 9 areas, 10 objectives, 38 controls', () => {
    const { clauses, areas, objectives, controls, exclusion_rules } = packs.iso_42001.content
    expect([clauses.length, areas.length, objectives.length, controls.length]).toEqual([32, 9, 10, 38])
    expect(exclusion_rules).toHaveLength(7)
    const twoObjectives = areas.filter((area) => objectives.filter((o) => o.area_id === area.id).length > 1)
    expect(twoObjectives.map((area) => area.id)).toEqual(['A.6'])
    expect(objectives.filter((o) => o.area_id === 'A.6').map((o) => o.id)).toEqual(['A.6.1', 'A.6.2'])
    expect(objectives.filter((o) => o.area_id !== 'A.6').every((o) => o.area_id === o.id)).toBe(true)
    expect(controls.every((control) => control.id.startsWith(`${control.objective_id}.`))).toBe(true)
    expect(controls.every((control) => control.guidance_ref === control.id.replace('A', 'B'))).toBe(true)
    expect(clauses.every((clause) => clause.id.startsWith(`${clause.group_id}.`))).toBe(true)
    expect([
      packs.iso_42001.content.annex_c_objectives.length,
      packs.iso_42001.content.annex_c_risk_sources.length,
    ]).toEqual([11, 7])
  })

  it('hold the other frameworks in full', () => {
    const { functions, categories, subcategories } = packs.nist_ai_rmf.content
    expect([functions.length, categories.length, subcategories.length]).toEqual([4, 19, 72])
    const perFunction = functions.map(({ id }) => [
      id,
      categories.filter((c) => c.function_id === id).length,
      subcategories.filter((s) => s.id.startsWith(`${id} `)).length,
    ])
    expect(perFunction).toEqual([
      ['GOVERN', 6, 19],
      ['MAP', 5, 18],
      ['MEASURE', 4, 22],
      ['MANAGE', 4, 13],
    ])
    expect(packs.crosswalk.content.mappings).toHaveLength(652)
    expect(packs.ai_risk.content.scenarios).toHaveLength(78)
    expect(packs.ai_risk.content.categories).toHaveLength(13)
    expect(packs.impact_assessment.content.questions).toHaveLength(104)
    expect(packs.regulation.content.test_vectors).toHaveLength(30)
    expect(packs.regulation.content.annex3_use_cases).toHaveLength(25)
    expect(packs.programme.content.cadences).toHaveLength(33)
    expect(packs.programme.content.indicators).toHaveLength(54)
    expect(packs.programme.content.supplier_questions).toHaveLength(52)
    expect(packs.regulation.manifest.law_state_date).toBe('2026-11-21')
  })

  it('map every requirement and every NIST subcategory in the crosswalk', () => {
    const { mappings } = packs.crosswalk.content
    const requirements = [...packs.iso_42001.content.clauses, ...packs.iso_42001.content.controls]
    const unmapped = requirements.filter((r) => !mappings.some((m) => m.requirement_id === r.id))
    expect(unmapped).toEqual([])
    const nist = mappings.filter((m) => m.framework_id === 'nist_ai_rmf_1_0').map((m) => m.target_ref)
    expect(new Set(nist).size).toBe(72)
  })

  it('hold a risk matrix that follows from the levels and the floor for severe impact', () => {
    const { matrix, risk_levels } = packs.ai_risk.content
    expect(matrix).toHaveLength(25)
    for (const cell of matrix) {
      expect(cell.score).toBe(cell.likelihood * cell.impact)
      const band = risk_levels.find(
        (level) => cell.score >= level.score_from && cell.score <= level.score_to,
      )?.id
      expect(cell.level).toBe(cell.impact === 5 && (band === 'low' || band === 'moderate') ? 'high' : band)
    }
  })

  it('hold impact scoring that reproduces the worked example', () => {
    const { questions, scoring, test_vectors } = packs.impact_assessment.content
    const vector = test_vectors[0]
    if (!vector) throw new Error('no worked example')
    const pointsOf = (id: string) =>
      vector.points_by_question[id] ??
      questions.find((q) => q.id === id)?.answers?.find((answer) => answer.id === vector.answers[id])
        ?.points ??
      Number.NaN
    const index = (chosen: typeof questions) =>
      (100 * chosen.reduce((sum, q) => sum + (q.weight ?? 0) * pointsOf(q.id), 0)) /
      chosen.reduce((sum, q) => sum + (q.weight ?? 0) * scoring.maximum_points, 0)
    const core = scoring.core_group_ids.map((group) =>
      index(questions.filter((q) => q.group_id === group && q.role === 'impact')),
    )
    const mean = core.reduce((sum, value) => sum + value, 0) / core.length
    const inherent =
      scoring.inherent_weight_of_maximum * Math.max(...core) + scoring.inherent_weight_of_mean * mean
    const weakness = index(questions.filter((q) => q.role === 'mitigation'))
    const residual =
      inherent * (scoring.residual_base + (scoring.residual_weight_of_weakness * weakness) / 100)
    expect(Math.abs(inherent - vector.expected.inherent)).toBeLessThan(vector.tolerance)
    expect(Math.abs(weakness - vector.expected.weakness)).toBeLessThan(vector.tolerance)
    expect(Math.abs(residual - vector.expected.residual)).toBeLessThan(vector.tolerance)
  })

  it('hold readiness weights that sum to one and reproduce the worked example', () => {
    const { readiness, readiness_vectors } = packs.programme.content
    const parts = Object.entries(readiness.weights) as [keyof typeof readiness.weights, number][]
    expect(parts.reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1, 10)
    for (const vector of readiness_vectors) {
      const value = 100 * parts.reduce((sum, [part, weight]) => sum + weight * vector.parts[part], 0)
      expect(Math.abs(value - vector.readiness)).toBeLessThan(vector.tolerance)
    }
  })
})

describe('a pack that is wrong', () => {
  it('is refused when a control, a clause or a kind of record does not exist', () => {
    expect(problemsAfter('ai-risk', 'scenarios', (s) => (item(s, 'BIA-01').control_ids = ['A.9.9']))).toEqual(
      [
        {
          file: 'ai-risk/scenarios.yaml',
          item: 'scenarios BIA-01',
          problem: 'control_ids: "A.9.9" is not among the controls of iso_42001',
        },
      ],
    )
    const target = (items: Item[]) =>
      Object.assign(items[0] ?? {}, { id: '9.9/iso_27001_2022/4.1', requirement_id: '9.9' })
    expect(problemsAfter('crosswalk', 'mappings', target)).toMatchObject([
      { file: 'crosswalk/mappings.json' },
    ])
    expect(
      problemsAfter('iso-42001-2023', 'clauses', (c) => (item(c, '4.1').record_types = ['memo'])),
    ).toMatchObject([
      { item: 'clauses 4.1', problem: 'record_types: "memo" is not among the record_types of iso_42001' },
    ])
    expect(
      problemsAfter(
        'eu-ai-act-2024-1689',
        'obligations',
        (o) => (item(o, 'ob_rms').requirement_ids = ['6.9']),
      ),
    ).toMatchObject([{ item: 'obligations ob_rms' }])
  })

  it('is refused when a field is missing or unknown, naming the item and the field', () => {
    const missing = problemsAfter('ai-risk', 'scenarios', (s) => delete item(s, 'PRI-02').causes)
    expect(missing).toMatchObject([{ file: 'ai-risk/scenarios.yaml', item: 'scenarios PRI-02' }])
    expect(missing[0]?.problem).toMatch(/^causes: /)
    const unknown = problemsAfter('programme', 'cadences', (c) => (item(c, 'RC01').colour = 'red'))
    expect(unknown).toMatchObject([{ item: 'cadences RC01' }])
  })

  it('is refused when an id is used twice', () => {
    const twice = problemsAfter('nist-ai-rmf-1.0', 'subcategories', (s) =>
      s.push(structuredClone(item(s, 'MAP 1.1'))),
    )
    expect(twice).toMatchObject([{ item: 'subcategories MAP 1.1', problem: 'the id is used twice' }])
  })

  it('is refused when it speaks a verdict', () => {
    const verdict = problemsAfter(
      'iso-42001-2023',
      'controls',
      (c) => (item(c, 'A.2.2').intent = 'Be Certified.'),
    )
    expect(verdict).toMatchObject([{ item: 'controls A.2.2', problem: expect.stringContaining('verdict') }])
  })

  it('is refused when a row claims more than its framework permits', () => {
    const equal = problemsAfter('crosswalk', 'mappings', (rows) => {
      const row = rows.find((candidate) => candidate.framework_id === 'eu_ai_act')
      Object.assign(row ?? {}, { relationship: 'equal' })
    })
    expect(equal).toMatchObject([{ problem: '"equal" is not permitted for eu_ai_act' }])
  })

  it('is refused when a condition looks at what nobody declared', () => {
    const rule = problemsAfter('iso-42001-2023', 'exclusion_rules', (rules) => {
      item(rules, 'ai_customers').when = { fact: 'customers', op: 'eq', value: true }
    })
    expect(rule).toMatchObject([{ problem: 'the fact "customers" is not declared' }])
    const flag = problemsAfter('impact-assessment', 'red_flags', (flags) => {
      item(flags, 'performance_not_tested').when = { fact: 'C04', op: 'eq', value: 'untested' }
    })
    expect(flag).toMatchObject([{ problem: '"untested" is not an option of the fact "C04"' }])
  })

  it('is refused when it is missing, doubled, or not what its folder says', () => {
    expect(problemsOf(() => parsePacks(sources.slice(1)))).toMatchObject(
      expect.arrayContaining([
        { file: 'pack.yaml', item: null, problem: 'no pack of kind ai_risk was found' },
      ]),
    )
    const twice = [...sources, ...structuredClone(sources.slice(0, 1))]
    expect(problemsOf(() => parsePacks(twice))).toMatchObject([
      { problem: 'there is already a pack of kind ai_risk' },
    ])
    const renamed = sources.map((source, index) => (index === 0 ? { ...source, folder: 'other' } : source))
    expect(problemsOf(() => parsePacks(renamed))).toMatchObject([{ file: 'other/pack.yaml' }])
  })
})

it('refuses a collection that stands in two files, naming both', () => {
  const doubled = sources.map((source) => {
    const vocabulary = source.files.find((file) => file.name === 'vocabulary.yaml')
    return vocabulary
      ? { ...source, files: [...source.files, { ...vocabulary, name: 'words.yaml' }] }
      : source
  })
  expect(problemsOf(() => parsePacks(doubled))).toContainEqual({
    file: 'iso-42001-2023/words.yaml',
    item: 'ai_roles',
    problem: 'the collection also stands in iso-42001-2023/vocabulary.yaml',
  })
})

it('names a file that cannot be read', () => {
  const broken = mkdtempSync(join(tmpdir(), 'packs-'))
  mkdirSync(join(broken, 'half'))
  writeFileSync(join(broken, 'half', 'pack.yaml'), 'id: [unclosed')
  expect(problemsOf(() => loadPacks(broken))).toMatchObject([{ file: 'half/pack.yaml', item: null }])
  rmSync(broken, { recursive: true })
})
