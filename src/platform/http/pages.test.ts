import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, expect, it } from 'vitest'
import { servePages } from './pages.ts'

const root = await mkdtemp(join(tmpdir(), 'plumbline-pages-'))
const app = Fastify()
afterAll(async () => {
  await app.close()
  await rm(root, { recursive: true, force: true })
})

/** Puts a build in the place of the one before, as the tool does that builds the pages. */
async function build(name: string): Promise<void> {
  await rm(root, { recursive: true, force: true })
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(join(root, '.vite'))
  await writeFile(join(root, '.vite/manifest.json'), '{}')
  await writeFile(join(root, 'index.html'), `<script type="module" src="/assets/${name}.js"></script>`)
  await writeFile(join(root, `assets/${name}.js`), `import('/assets/${name}-part.js')`)
  await writeFile(join(root, `assets/${name}-part.js`), `/* ${name} */`)
}

const ask = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

it('serves one build wholly, also after another took its place on disk', async () => {
  await build('one')
  await servePages(app, root)
  const before = await ask('/ai-systems')
  expect(before.body).toContain('/assets/one.js')
  await build('two')
  expect((await ask('/')).body).toBe(before.body)
  const part = await ask('/assets/one-part.js')
  expect([part.statusCode, part.body, part.headers['content-type']]).toEqual([
    200,
    '/* one */',
    'text/javascript; charset=utf-8',
  ])
  expect(part.headers['cache-control']).toContain('immutable')
})

it('answers a part of another build as missing, rather than with a page', async () => {
  const missing = await ask('/assets/two-part.js')
  expect([missing.statusCode, missing.headers['content-type']]).not.toContain('text/html; charset=utf-8')
  expect(missing.statusCode).not.toBe(200)
  expect((await ask('/.vite/manifest.json')).body).not.toBe('{}')
})

it('sends a page once to a browser that has it', async () => {
  const { etag } = (await ask('/')).headers
  const again = await ask('/trail', { 'if-none-match': String(etag) })
  expect([again.statusCode, again.body, again.headers['cache-control']]).toEqual([304, '', 'no-cache'])
})

it('sends a page compressed to whoever takes it so, and once', async () => {
  const plain = await ask('/')
  expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([undefined, 'accept-encoding'])
  const packed = await ask('/', { 'accept-encoding': 'br;q=0.1, gzip, deflate' })
  expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual(['gzip', 'accept-encoding'])
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
  // A cache between here and the browser must not take one for the other.
  const etag = String(packed.headers.etag)
  expect(etag).not.toBe(plain.headers.etag)
  const again = await ask('/', { 'accept-encoding': 'gzip', 'if-none-match': etag })
  expect([again.statusCode, again.body, again.headers['content-encoding']]).toEqual([304, '', undefined])
  expect((await ask('/', { 'if-none-match': etag })).body).toBe(plain.body)
})

it.each(['', 'identity', 'gzip;q=0', 'br', ';;;'])(
  'sends it as it is to whoever takes: %s',
  async (encodings) => {
    const answer = await ask('/', { 'accept-encoding': encodings })
    expect([answer.headers['content-encoding'], answer.body]).toEqual([undefined, (await ask('/')).body])
  },
)
