import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeLeaf } from '../src/kernel/merkle/leaf/leaf.ts'
import { formatCheckpoint } from '../src/kernel/merkle/note/checkpoint.ts'
import { signNote } from '../src/kernel/merkle/note/note.ts'
import { signerKeyFromSeed } from '../src/kernel/merkle/note/note-key.ts'
import { formatOrigin } from '../src/kernel/merkle/note/origin.ts'
import { proveConsistency, proveInclusion } from '../src/kernel/merkle/proof/proof.ts'
import { leafHash } from '../src/kernel/merkle/tree/hash.ts'
import { type TileReader, tilePath } from '../src/kernel/merkle/tree/tile.ts'
import { appendLeafHashes, EMPTY_EDGE, rootFromTiles } from '../src/kernel/merkle/tree/tree-edge.ts'
import { sampleId } from './trail-builder.ts'

/** More than 256 * 256 leaves, so that the tiles have three levels. */
const SIZE = 66_000

const signer = signerKeyFromSeed('aims.example.com', new Uint8Array(32).fill(1))
const leaves = Array.from({ length: SIZE }, (_, index) =>
  encodeLeaf({
    version: 1,
    organization: sampleId(3, 1),
    operation: sampleId(1, index),
    name: 'risk.accept',
    event: 'risk.accepted',
    at: '2026-11-21T12:00:00.000000Z',
    actor: sampleId(2, 1),
    changes: 1,
    change: 1,
    table: 'risk',
    row: sampleId(4, index),
    action: 'insert',
    schema_version: 1,
    subject: null,
    before: null,
    after: 'ab'.repeat(32),
  }),
)

const { root, tiles } = appendLeafHashes(
  EMPTY_EDGE,
  leaves.map((leaf) => leafHash(leaf)),
)
const tileAt = new Map(tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]))
const readTile: TileReader = async (tile) => tileAt.get(`${tile.level}/${tile.index}`) ?? new Uint8Array()
const origin = formatOrigin({
  server: 'aims.example.com',
  organization: sampleId(3, 1),
  epoch: 1,
  after: null,
})
const base64 = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('base64'))

type Input = {
  note: string
  keys: string[]
  records: { index: number; leaf: string; proof: string[] }[]
  old: { size: number; root: string; proof: string[] }
  tiles: Record<string, string>
}

async function inputFor(oldSize: number, indexes: readonly number[]): Promise<Input> {
  return {
    note: signNote(formatCheckpoint({ origin, size: SIZE, root, extensions: [] }), [signer]),
    keys: [signer.verifier.text],
    records: await Promise.all(
      indexes.map(async (index) => ({
        index,
        leaf: leaves[index] ?? '',
        proof: base64(await proveInclusion(index, SIZE, readTile)),
      })),
    ),
    old: {
      size: oldSize,
      root: (await rootFromTiles(oldSize, readTile)).toString('base64'),
      proof: base64(await proveConsistency(oldSize, SIZE, readTile)),
    },
    tiles: Object.fromEntries(tiles.map((tile) => [tilePath(tile), tile.hashes.toString('base64')])),
  }
}

describe('the reference implementation in Go', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailcheck-'))
  const program = join(folder, 'trailcheck')

  beforeAll(async () => {
    const env = {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: '/usr/share/gocode',
      GOFLAGS: '',
      GOCACHE: join(folder, 'cache'),
    }
    const cwd = join(import.meta.dirname, 'go')
    await promisify(execFile)('go', ['build', '-o', program, '.'], { cwd, env })
  }, 600_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function check(input: Input): Promise<unknown> {
    const output = await new Promise<string>((resolve, reject) => {
      const child = execFile(program, (error, stdout) => (error ? reject(error) : resolve(stdout)))
      child.stdin?.end(JSON.stringify(input))
    })
    return JSON.parse(output)
  }

  const indexes = [0, 1, 255, 256, 1234, 65_535, 65_536, SIZE - 1]

  it.each([1, 255, 256, 257, 65_536, 65_999, SIZE])(
    'accepts our note, records, tiles and the tree of %i',
    async (oldSize) => {
      const accepted = { note: '', records: indexes.map(() => ''), tree: '', tiles: '' }
      expect(await check(await inputFor(oldSize, indexes))).toEqual(accepted)
    },
  )

  it('refuses a doctored note and a foreign key', async () => {
    const input = await inputFor(256, [])
    expect(
      await check({ ...input, note: input.note.replace(`\n${SIZE}\n`, `\n${SIZE + 1}\n`) }),
    ).toMatchObject({
      note: expect.stringContaining('invalid signature'),
    })
    const stranger = signerKeyFromSeed('aims.example.com', new Uint8Array(32).fill(2))
    expect(await check({ ...input, keys: [stranger.verifier.text] })).toMatchObject({
      note: expect.stringContaining('no verifiable signatures'),
    })
  })

  it('refuses a doctored record and names no other', async () => {
    const input = await inputFor(256, [5, 1234])
    const [first, second] = input.records
    const records = [
      { index: 5, proof: first?.proof ?? [], leaf: leaves[6] ?? '' },
      ...(second ? [second] : []),
    ]
    expect(await check({ ...input, records })).toMatchObject({
      note: '',
      records: [expect.stringContaining('invalid'), ''],
    })
  })

  it('refuses a doctored tree proof', async () => {
    const input = await inputFor(256, [])
    const [, ...proof] = input.old.proof
    const wrong = leafHash('wrong').toString('base64')
    for (const old of [
      { ...input.old, proof: [wrong, ...proof] },
      { ...input.old, root: wrong },
      { ...input.old, size: 257 },
    ]) {
      expect(await check({ ...input, old })).toMatchObject({
        note: '',
        tree: expect.stringContaining('invalid'),
      })
    }
  })

  it('refuses a doctored tile', async () => {
    const input = await inputFor(256, [1234])
    const wrong = Buffer.alloc(256 * 32).toString('base64')
    expect(await check({ ...input, tiles: { ...input.tiles, 'tile/0/004': wrong } })).toMatchObject({
      tiles: expect.stringMatching(/inconsistent tile|prove it otherwise/),
    })
  })
})
