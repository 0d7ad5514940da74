import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeCheckpointLine } from '../src/kernel/merkle/export/export-line.ts'
import { formatCheckpoint } from '../src/kernel/merkle/note/checkpoint.ts'
import { signNote } from '../src/kernel/merkle/note/note.ts'
import { leafHash } from '../src/kernel/merkle/tree/hash.ts'
import {
  editLeaf,
  forgedLeaf,
  KEY,
  ORGANIZATION,
  placeOfCheckpoint,
  placeOfLeaf,
  ROW,
  risk,
  SERVER,
  SIGNER,
  STRANGER,
  sampleExport,
  without,
} from './sample-export.fixture.ts'
import type { Finding, Verdict } from './verdict.ts'
import { verifyTrail } from './verify-trail.ts'

const sound = sampleExport().lines
const verify = (lines: Iterable<string>): Promise<Verdict> => verifyTrail(lines, { keys: [KEY] })

/** The first bad place, as `kind leaf/checkpoint`. */
function firstOf({ findings: [first] }: Verdict): string {
  return first === undefined
    ? 'none'
    : `${first.kind} ${first.leaf_index ?? '-'}/${first.checkpoint_size ?? '-'}`
}

const kindsOf = (verdict: Verdict): Finding['kind'][] => verdict.findings.map((finding) => finding.kind)

const checkpointOf = (size: number, signer = SIGNER): string => {
  const origin = `${SERVER}/trail/${ORGANIZATION}`
  const text = formatCheckpoint({ origin, size, root: leafHash('another tree'), extensions: [] })
  return writeCheckpointLine(signNote(text, [signer]))
}

/** Shifts the indexes of all leaf lines from `from` on, as someone would who hides a removal or an insertion. */
const renumbered = (lines: readonly string[], from: number, shift: number): string[] =>
  lines.map((line) =>
    line.replace(
      /^(\{"type":"leaf","index":)(\d+)/,
      (_, head, index) => `${head}${Number(index) + (Number(index) >= from ? shift : 0)}`,
    ),
  )

describe('an untouched trail', () => {
  it('verifies, with its erased leaves', async () => {
    expect(await verify(sound)).toMatchObject({
      ok: true,
      organization: ORGANIZATION,
      leaves: 9,
      checkpoints: 5,
      erased_leaves: 2,
      findings: [],
      notices: [],
      keys: [{ verifier_key: KEY, source: 'given' }],
      stopped: false,
    })
  })

  it('says so when its key comes from the export itself', async () => {
    const verdict = await verifyTrail(sound)
    expect(verdict).toMatchObject({ ok: true, keys: [{ source: 'export' }] })
    expect(verdict.notices).toHaveLength(1)
    expect(verdict.notices[0]?.message).toContain(
      'Compare it with the fingerprint the organization published',
    )
  })

  it('is read from any source of lines', async () => {
    const source = (async function* () {
      yield* sound
    })()
    expect((await verifyTrail(source, { keys: [KEY] })).ok).toBe(true)
  })
})

describe('a doctored leaf', () => {
  it.each([0, 3, 8])('is named when leaf %i was edited', async (index) => {
    const lines = editLeaf(sound, index, ({ leaf }) => ({ leaf: leaf.replace('risk.', 'task.') }))
    expect(firstOf(await verify(lines))).toBe(`leaf ${index}/-`)
  })

  it('is caught by the next checkpoint when its hash was fixed up too', async () => {
    const lines = editLeaf(sound, 8, ({ leaf }) => forgedLeaf(leaf, { schema_version: 2 }))
    const verdict = await verify(lines)
    expect(firstOf(verdict)).toBe('root -/9')
    expect(verdict.findings[0]?.message).toContain('leaves 7 to 8')
  })

  it('is named when it contradicts its operation although its hash was fixed up', async () => {
    const lines = editLeaf(sound, 8, ({ leaf }) => forgedLeaf(leaf, { actor: ROW }))
    expect(firstOf(await verify(lines))).toBe('operation 8/-')
  })

  it('is named when it belongs to another organization', async () => {
    const lines = editLeaf(sound, 6, ({ leaf }) => forgedLeaf(leaf, { organization: ROW }))
    expect(firstOf(await verify(lines))).toBe('leaf 6/-')
  })

  it('is named when it is no leaf at all', async () => {
    const lines = editLeaf(sound, 6, () => ({ leaf: '{}', hash: leafHash('{}').toString('hex') }))
    expect(firstOf(await verify(lines))).toBe('leaf 6/-')
  })

  it('is named when it was deleted', async () => {
    for (const index of [0, 2, 3]) {
      const lines = without(sound, (_, place) => place === placeOfLeaf(sound, index))
      expect(firstOf(await verify(lines))).toMatch(new RegExp(`^sequence ${index}/`))
    }
  })

  it('is named when it was deleted and the rest renumbered', async () => {
    const lines = renumbered(
      without(sound, (_, place) => place === placeOfLeaf(sound, 2)),
      2,
      -1,
    )
    expect(firstOf(await verify(lines))).toBe('operation 2/-')
    const whole = renumbered(
      without(sound, (_, place) => place === placeOfLeaf(sound, 6)),
      6,
      -1,
    )
    expect(firstOf(await verify(whole))).toBe('sequence 6/7')
  })

  it('is named when it was inserted', async () => {
    const copy = sound[placeOfLeaf(sound, 6)] ?? ''
    const twice = sound.toSpliced(placeOfLeaf(sound, 6), 0, copy)
    expect(firstOf(await verify(twice))).toBe('sequence 7/-')
    const shifted = renumbered(sound, 6, 1).toSpliced(placeOfLeaf(sound, 6), 0, copy)
    expect(firstOf(await verify(shifted))).toBe('sequence -/7')
  })

  it('is named when two were swapped', async () => {
    const [one, other] = [placeOfLeaf(sound, 2), placeOfLeaf(sound, 3)]
    const lines = sound.with(one, sound[other] ?? '').with(other, sound[one] ?? '')
    expect(firstOf(await verify(lines))).toBe('sequence 2/-')
    const hidden = lines.map((line, place) =>
      place === one
        ? line.replace('"index":3', '"index":2')
        : place === other
          ? line.replace('"index":2', '"index":3')
          : line,
    )
    expect(firstOf(await verify(hidden))).toBe('operation 2/-')
  })
})

describe('a doctored payload', () => {
  it('is named when it was swapped', async () => {
    const verdict = await verify(editLeaf(sound, 2, () => ({ image: risk('forged') })))
    expect(firstOf(verdict)).toBe('payload 2/-')
    expect(kindsOf(verdict)).toEqual(['payload', 'previous_image'])
  })

  it('is named when its salt was swapped, shortened or lengthened', async () => {
    for (const salt of [
      'AAAAAAAAAAAAAAAAAAAAAA==',
      'AAAA',
      Buffer.alloc(17).toString('base64'),
      'no base64',
    ]) {
      expect(firstOf(await verify(editLeaf(sound, 3, () => ({ salt }))))).toBe('payload 3/-')
    }
  })

  it('cannot move bytes between salt and image', async () => {
    const lines = editLeaf(sound, 3, ({ salt, image }) => ({
      salt: Buffer.concat([
        Buffer.from(salt ?? '', 'base64'),
        Buffer.from(image?.slice(0, 1) ?? ''),
      ]).toString('base64'),
      image: image?.slice(1) ?? null,
    }))
    expect(firstOf(await verify(lines))).toBe('payload 3/-')
  })

  it('is named when it is missing without a tombstone', async () => {
    expect(firstOf(await verify(editLeaf(sound, 3, () => ({ salt: null, image: null }))))).toBe(
      'missing_payload 3/-',
    )
    expect(firstOf(await verify(editLeaf(sound, 7, () => ({ salt: null }))))).toBe('missing_payload 7/-')
  })

  it('is named when only half of it is missing, or where none belongs', async () => {
    expect(firstOf(await verify(editLeaf(sound, 3, () => ({ salt: null }))))).toBe('payload 3/-')
    expect(firstOf(await verify(editLeaf(sound, 3, () => ({ image: null }))))).toBe('payload 3/-')
    expect(firstOf(await verify(editLeaf(sound, 7, () => ({ image: '{}' }))))).toBe('payload 7/-')
  })

  it('cannot be excused by a forged tombstone', async () => {
    const missing = editLeaf(sound, 3, () => ({ salt: null, image: null }))
    const verdict = await verify(editLeaf(missing, 6, () => ({ image: '{"leaves":[3,4,5]}' })))
    expect(firstOf(verdict)).toBe('payload 6/-')
    expect(verdict.findings.slice(1).map(({ kind, leaf_index }) => [kind, leaf_index])).toEqual([
      ['missing_payload', 3],
      ['missing_payload', 4],
      ['missing_payload', 5],
    ])
  })

  it('is missed when its tombstone is gone too', async () => {
    const verdict = await verify(editLeaf(sound, 6, () => ({ salt: null, image: null })))
    expect(verdict.findings.map((finding) => finding.leaf_index)).toEqual([4, 5, 6])
  })

  it('is named when the row is marked final too early', async () => {
    expect(firstOf(await verify(editLeaf(sound, 2, () => ({ final: true }))))).toBe('previous_image 8/-')
  })
})

describe('a doctored checkpoint', () => {
  it('is named when its text was edited', async () => {
    const place = placeOfCheckpoint(sound, 4)
    const line = sound[place] ?? ''
    const forged = line.replace(/\\n4\\n[^\\]+/, `\\n4\\n${leafHash('x').toString('base64')}`)
    expect(firstOf(await verify(sound.with(place, forged)))).toBe('signature -/4')
    expect(firstOf(await verify(sound.with(place, writeCheckpointLine('no note'))))).toBe('line -/-')
  })

  it('is named when another key signed it', async () => {
    const lines = sound.with(placeOfCheckpoint(sound, 4), checkpointOf(4, STRANGER))
    const verdict = await verify(lines)
    expect(firstOf(verdict)).toBe('signature -/4')
    expect(verdict.findings[0]?.message).toContain(STRANGER.id)
  })

  it('fails with the published key when the whole trail was made anew with another', async () => {
    const forged = sampleExport(STRANGER).lines
    expect((await verifyTrail(forged)).ok).toBe(true)
    expect(firstOf(await verify(forged))).toBe('signature -/2')
  })

  it('is named when the log was forked', async () => {
    const replaced = await verify(sound.with(placeOfCheckpoint(sound, 6), checkpointOf(6)))
    expect(firstOf(replaced)).toBe('root -/6')
    const added = await verify(sound.toSpliced(placeOfCheckpoint(sound, 6) + 1, 0, checkpointOf(6)))
    expect(firstOf(added)).toBe('root -/6')
    expect(added.findings[0]?.message).toContain('two checkpoints of this size contradict each other')
  })

  it('is named when it was moved', async () => {
    const place = placeOfCheckpoint(sound, 4)
    const lines = sound.toSpliced(place, 1).toSpliced(place + 2, 0, sound[place] ?? '')
    expect(firstOf(await verify(lines))).toBe('sequence -/4')
  })

  it('splits no operation', async () => {
    const { builder } = sampleExport()
    const lines = builder.operation('risk.create', [
      { action: 'event', table: null, row: null, image: '{}' },
      { action: 'event', table: null, row: null, image: '{}' },
    ])
    const split = [...sound.slice(1), ...lines.slice(0, 1), checkpointOf(10)]
    const { findings } = await verify([builder.header(10), ...split])
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'operation', checkpoint_size: 10 }))
  })
})

describe('a cut or damaged file', () => {
  it('names the first missing leaf when the end was cut off', async () => {
    expect(firstOf(await verify(sound.slice(0, placeOfCheckpoint(sound, 7) + 1)))).toBe('coverage 7/-')
    expect(firstOf(await verify(sound.slice(0, placeOfLeaf(sound, 8))))).toMatch(/^coverage 7/)
    expect(firstOf(await verify(sound.slice(0, -1)))).toBe('coverage 7/-')
    expect(firstOf(await verify(sound.slice(0, 1)))).toBe('coverage -/-')
  })

  it('names the first missing leaf when leaves were cut before a checkpoint', async () => {
    const lines = without(
      sound,
      (_, place) => place === placeOfLeaf(sound, 7) || place === placeOfLeaf(sound, 8),
    )
    expect(firstOf(await verify(lines))).toBe('sequence 7/9')
  })

  it('names the place of garbage', async () => {
    const lines = sound.toSpliced(placeOfLeaf(sound, 3), 0, '!')
    const verdict = await verify(lines)
    expect(firstOf(verdict)).toBe('line 3/-')
    expect(verdict).toMatchObject({ stopped: true, findings: [{ line: placeOfLeaf(sound, 3) + 1 }] })
  })

  it('names the leaf of which only half a line is left', async () => {
    const place = placeOfLeaf(sound, 8)
    const half = (sound[place] ?? '').slice(0, 200)
    expect(firstOf(await verify([...sound.slice(0, place), half]))).toBe('line 8/-')
  })

  it('names the place where reading fails', async () => {
    const failing = (async function* () {
      yield* sound.slice(0, 3)
      throw new Error('unexpected end of file')
    })()
    const verdict = await verifyTrail(failing, { keys: [KEY] })
    expect(firstOf(verdict)).toBe('line 2/-')
    expect(verdict).toMatchObject({ stopped: true })
  })

  it('is refused without a proper header', async () => {
    expect(firstOf(await verify([]))).toBe('header -/-')
    expect(firstOf(await verify(sound.slice(1)))).toBe('header -/-')
    expect(firstOf(await verify(sound.toSpliced(3, 0, sound[0] ?? '')))).toBe('header 2/-')
    const [header = ''] = sound
    expect(firstOf(await verify(sound.with(0, header.replace(ORGANIZATION, ROW))))).toBe('header -/-')
    expect(firstOf(await verifyTrail(sound.with(0, header.replace(KEY, 'no key'))))).toBe('header -/-')
  })

  it('counts findings beyond those it lists', async () => {
    const many = sound.flatMap((line) =>
      line.startsWith('{"type":"checkpoint"') ? Array(60).fill(checkpointOf(4, STRANGER)) : [line],
    )
    const verdict = await verify(many)
    expect(verdict.findings).toHaveLength(100)
    expect(verdict.findings_total).toBeGreaterThan(300)
  })
})

describe('any single character', () => {
  const body = sound.slice(1)

  it('after the header cannot be changed unnoticed', async () => {
    const edits = fc.record({
      line: fc.nat({ max: body.length - 1 }),
      at: fc.nat(),
      to: fc.constantFrom('0', 'a', 'A', ' ', '"'),
    })
    await fc.assert(
      fc.asyncProperty(edits, async ({ line, at, to }) => {
        const text = body[line] ?? ''
        const place = at % text.length
        fc.pre(text[place] !== to)
        const doctored = body.with(line, text.slice(0, place) + to + text.slice(place + 1))
        expect((await verify([sound[0] ?? '', ...doctored])).ok).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('notices', () => {
  it('tell of a tombstone whose erasure was not carried out', async () => {
    const { builder } = sampleExport()
    const body = [...sound.slice(1), ...builder.erasure([3]), builder.checkpoint()]
    const verdict = await verify([builder.header(), ...body])
    expect(verdict.ok).toBe(true)
    expect(verdict.notices.map((notice) => notice.message)).toEqual([
      "Tombstone 9 names leaf 3, but that leaf's payload is still in the file.",
    ])
  })

  it('tell of a salt that lets an erased image be guessed', async () => {
    const { builder } = sampleExport()
    const change = { action: 'update' as const, table: 'risk', row: ROW, image: risk('fourth') }
    const revised = builder.operation('risk.revise', [change])
    const body = [...sound.slice(1), ...revised, ...builder.erasure([8]), builder.checkpoint()]
    const erased = editLeaf([builder.header(), ...body], 8, () => ({ salt: null, image: null, final: false }))
    const verdict = await verify(erased)
    expect(verdict).toMatchObject({ ok: true, erased_leaves: 3, notices: [{ kind: 'erasure' }] })
    expect(verdict.notices[0]?.message).toContain('Leaf 9 still has its salt')
  })

  it('do not let a tombstone name what follows it', async () => {
    const { builder } = sampleExport()
    const body = [...sound.slice(1), ...builder.erasure([9]), builder.checkpoint()]
    expect(firstOf(await verify([builder.header(), ...body]))).toBe('tombstone 9/-')
  })
})
