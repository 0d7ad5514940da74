import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLines } from './read-lines.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function linesOf(content: string | Buffer): Promise<string[]> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return Readable.from(readLines(path)).toArray()
}

describe('reading lines', () => {
  it('ends a line at the newline only', async () => {
    expect(await linesOf('a\u2028b\r\n\nc\n')).toEqual(['a\u2028b\r', '', 'c'])
    expect(await linesOf('a\nhalf')).toEqual(['a', 'half'])
    expect(await linesOf('')).toEqual([])
  })

  it('unpacks gzip, whatever the name', async () => {
    expect(await linesOf(gzipSync('a\nb\n'))).toEqual(['a', 'b'])
  })

  it('joins lines and characters that lie across chunks', async () => {
    const lines = Array.from({ length: 5 }, (_, n) => `${n}${'é'.repeat(700_000)}`)
    expect(await linesOf(lines.join('\n'))).toEqual(lines)
  })

  it('passes on that an archive is cut off', async () => {
    const packed = gzipSync(Array.from({ length: 10_000 }, (_, n) => `line ${n * n}`).join('\n'))
    await expect(linesOf(packed.subarray(0, packed.length / 2))).rejects.toThrow('unexpected end of file')
  })

  it('passes on that there is no such file', async () => {
    await expect(Readable.from(readLines(join(folder, 'none'))).toArray()).rejects.toThrow('ENOENT')
  })
})
