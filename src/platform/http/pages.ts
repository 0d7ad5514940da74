import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** One file of the built web client. */
interface PageFile {
  readonly bytes: Buffer
  readonly type: string
  readonly etag: string
  readonly cacheControl: string
}

/** The built web client as it stood when it was read, by address. */
type Pages = ReadonlyMap<string, PageFile>

/** Names of files below this folder hold a digest of what is in them. */
const assets = '/assets/'

async function readPages(root: string): Promise<Pages> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const pages = new Map<string, PageFile>()
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const address = `/${relative(root, path).split(sep).join('/')}`
    const type = types[extname(entry.name)]
    // What a build notes down for itself is nobody's page.
    if (!entry.isFile() || type === undefined || address.includes('/.')) continue
    const bytes = await readFile(path)
    pages.set(address, {
      bytes,
      type,
      etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
      cacheControl: address.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
  return pages
}

const nothingHere = () => new OperationError('not-found', 'There is nothing at this address.')

function send(file: PageFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('cache-control', file.cacheControl).header('etag', file.etag)
  return request.headers['if-none-match'] === file.etag
    ? reply.code(304).send()
    : reply.type(file.type).send(file.bytes)
}

/**
 * Serves the built web client: its files, and its one page at every other address. It is read once, so that a build made
 * under a running server never mixes with the one that its open pages still fetch parts of: a server serves the pages
 * that belong to it until it ends.
 */
export async function servePages(app: FastifyInstance, webRoot: string): Promise<void> {
  const pages = await readPages(webRoot)
  const index = pages.get('/index.html')
  if (!index) throw new Error(`The pages in ${webRoot} have no index.html. Build them anew.`)
  // One route a file: a wildcard would answer for unknown addresses of the API too.
  for (const [address, file] of pages) app.get(address, async (request, reply) => send(file, request, reply))
  app.setNotFoundHandler((request, reply) => {
    // Health checks often send HEAD requests.
    const reads = request.method === 'GET' || request.method === 'HEAD'
    // A part of another build: an open page is told so, rather than given a page in its place.
    if (!reads || request.url.startsWith(assets)) throw nothingHere()
    return send(index, request, reply)
  })
}
