import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
