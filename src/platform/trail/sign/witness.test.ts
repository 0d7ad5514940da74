import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { formatCheckpoint } from '../../../kernel/merkle/note/checkpoint.ts'
import { signNote } from '../../../kernel/merkle/note/note.ts'
import { signerKeyFromSeed } from '../../../kernel/merkle/note/note-key.ts'
import { formatOrigin } from '../../../kernel/merkle/note/origin.ts'
import { leafHash } from '../../../kernel/merkle/tree/hash.ts'
import { Witness } from './witness.ts'

const folder = await mkdtemp(join(tmpdir(), 'plumbline-witness-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const key = signerKeyFromSeed('plumbline.test', Buffer.alloc(32, 7))
const [ours, theirs] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const root = leafHash('a leaf')

function note(organization: string, size: number, epoch = 1): string {
  const after = epoch === 1 ? null : { size: 1, root }
  const origin = formatOrigin({ server: 'plumbline.test', organization, epoch, after })
  return signNote(formatCheckpoint({ origin, size, root, extensions: [] }), [key])
}

let file = ''
let serial = 0
beforeEach(() => {
  serial += 1
  file = join(folder, String(serial), 'checkpoints.jsonl')
})

it('knows the newest checkpoint of each trail, and keeps them in a file only its owner may read', async () => {
  const witness = await Witness.open(file)
  expect(await witness.latest(ours)).toBeUndefined()
  for (const line of [note(ours, 3), note(theirs, 9), note(ours, 5)]) await witness.append(line)
  expect(await witness.latest(ours)).toMatchObject({ size: 5, epoch: 1 })
  expect(await (await Witness.open(file)).latest(theirs)).toMatchObject({ size: 9 })
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('reads what another process appended meanwhile', async () => {
  const [one, other] = [await Witness.open(file), await Witness.open(file)]
  await one.append(note(ours, 1))
  await other.append(note(ours, 2))
  expect(await one.latest(ours)).toMatchObject({ size: 2 })
})

it('begins on a fresh line after one that a crash cut off, whichever process finds it', async () => {
  const witness = await Witness.open(file)
  await witness.append(note(ours, 1))
  await appendFile(file, '{"note":"plumbline.test/tr')
  expect(await witness.latest(ours)).toMatchObject({ size: 1 })
  await witness.append(note(ours, 2))
  expect(await (await Witness.open(file)).latest(ours)).toMatchObject({ size: 2 })
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4)
})

it('prefers the later epoch, then the greater size, in whatever order a file was put together', async () => {
  const witness = await Witness.open(file)
  for (const line of [note(ours, 9), note(ours, 4, 2), note(ours, 7)]) await witness.append(line)
  expect(await witness.latest(ours)).toMatchObject({ epoch: 2, size: 4 })
})

it('notices that its file was removed, emptied, shortened or replaced while it ran', async () => {
  const witness = await Witness.open(file)
  await witness.append(note(ours, 1))
  const short = (await stat(file)).size
  await witness.append(note(ours, 2))
  const whole = await readFile(file)
  await truncate(file, short)
  expect(await witness.latest(ours)).toMatchObject({ size: 1 })
  await truncate(file, 0)
  expect(await witness.latest(ours)).toBeUndefined()
  await writeFile(file, whole)
  expect(await witness.latest(ours)).toMatchObject({ size: 2 })
  await rm(file)
  expect(await witness.latest(ours)).toBeUndefined()
  await writeFile(file, Buffer.concat([whole, Buffer.from(`${JSON.stringify({ note: note(theirs, 3) })}\n`)]))
  expect(await witness.latest(theirs)).toMatchObject({ size: 3 })
})

it('reads a file larger than one portion, with letters that fall across portions', async () => {
  const line = `${JSON.stringify({ note: note(ours, 1), remark: 'ü'.repeat(40_000) })}\n`
  const witness = await Witness.open(file)
  await writeFile(file, `${line.repeat(3)}${JSON.stringify({ note: note(ours, 8) })}\n`)
  expect(await witness.latest(ours)).toMatchObject({ size: 8 })
})
