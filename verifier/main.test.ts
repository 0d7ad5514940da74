import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editLeaf, KEY, STRANGER, sampleExport } from './sample-export.fixture.ts'

const { lines, witness } = sampleExport()
let folder = ''
const path = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verifier-'))
  await writeFile(path('sound'), `${lines.join('\n')}\n`)
  await writeFile(path('sound.gz'), gzipSync(`${lines.join('\n')}\n`))
  await writeFile(path('doctored'), `${editLeaf(lines, 2, () => ({ image: '{}' })).join('\n')}\n`)
  await writeFile(path('cut.gz'), gzipSync(lines.join('\n')).subarray(0, 900))
  await writeFile(path('witness'), `${witness.join('\n')}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args])
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: typeof code === 'number' ? code : null, out, err }
}

describe('the verifier on the command line', () => {
  it('passes an untouched trail, packed or not, with the given key and witness', async () => {
    for (const file of ['sound', 'sound.gz']) {
      const { code, out } = await run(path(file), '--key', KEY, '--witness', path('witness'))
      expect(out).toContain(
        'The trail verifies: its records are as they were signed, in order and without a gap.',
      )
      expect(out).toContain('5 checkpoints of the witness file agree.')
      expect(out).not.toContain('To know:')
      expect(code).toBe(0)
    }
  })

  it('says that the key came with the export', async () => {
    const { code, out } = await run(path('sound'))
    expect(out).toContain(
      'Whose signature it is remains to be compared: the key was taken from the export itself.',
    )
    expect(out).toContain('Compare it with the fingerprint the organization published')
    expect(out).toContain('Whether newer leaves were cut off together with their checkpoints remains')
    expect(code).toBe(0)
  })

  it('names the first bad leaf', async () => {
    const { code, out } = await run(path('doctored'), '--key', KEY)
    expect(out).toContain('First bad place: Leaf 2: its payload is not the one the leaf was made of.')
    expect(code).toBe(1)
  })

  it('finds a foreign signature', async () => {
    const { code, out } = await run(path('sound'), '--key', STRANGER.verifier.text)
    expect(out).toContain('First bad place: Checkpoint 2: no trusted key signed it')
    expect(code).toBe(1)
  })

  it('finds an archive cut off', async () => {
    const { code, out } = await run(path('cut.gz'), '--key', KEY)
    expect(out).toContain('Checking stopped there')
    expect(code).toBe(1)
  })

  it('gives the verdict as JSON', async () => {
    const { code, out } = await run(path('doctored'), '--key', KEY, '--json')
    expect(JSON.parse(out)).toMatchObject({ ok: false, findings: [{ kind: 'payload', leaf_index: 2 }, {}] })
    expect(code).toBe(1)
  })

  it('tells a bad command from a bad trail', async () => {
    for (const args of [
      [],
      ['a', 'b'],
      [path('none')],
      [path('sound'), '--witness', path('none')],
      [path('sound'), '--key', 'x'],
      ['--what'],
    ]) {
      const { code, out, err } = await run(...args)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).not.toBe('')
    }
  })

  it('explains itself', async () => {
    const { code, out } = await run('--help')
    expect(out).toContain('--witness')
    expect(code).toBe(0)
  })
})
