import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { negotiate } from '@fastify/accept-negotiator'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OperationError } from '../../kernel/contract/error.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** One form of a file: as it is, or compressed. */
interface Representation {
  readonly bytes: Buffer
  readonly etag: string
}

/** One file of the built web client. */
interface PageFile extends Representation {
  readonly type: string
  readonly cacheControl: string
  /** Compressed, once somebody asked for it so; undefined for what is compressed already. */
  readonly packed: (() => Promise<Representation>) | undefined
}

/** The built web client as it stood when it was read, by address. */
type Pages = ReadonlyMap<string, PageFile>

/** Names of files below this folder hold a digest of what is in them. */
const assets = '/assets/'

const pack = promisify(gzip)
/** Fonts are compressed in themselves. */
const compressible = (type: string) => !type.startsWith('font/')

/** Compresses when first asked, once. */
function packer({ bytes, etag }: Representation): () => Promise<Representation> {
  let packed: Promise<Representation> | undefined
  return () => {
    packed ??= pack(bytes, { level: constants.Z_BEST_COMPRESSION }).then((smaller) => ({
      bytes: smaller,
      etag: etag.replace(/"$/, '-gzip"'),
    }))
    return packed
  }
}

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
    const plain = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` }
    pages.set(address, {
      ...plain,
      type,
      packed: compressible(type) ? packer(plain) : undefined,
      cacheControl: address.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
  }
  return pages
}

const nothingHere = () => new OperationError('not-found', 'There is nothing at this address.')

/** Sends a file, compressed for whoever takes it so: that is a third of the bytes. */
async function send(file: PageFile, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('cache-control', file.cacheControl)
  let form: Representation = file
  if (file.packed) {
    reply.header('vary', 'accept-encoding')
    if (negotiate(String(request.headers['accept-encoding'] ?? ''), ['gzip']) === 'gzip') {
      form = await file.packed()
      reply.header('content-encoding', 'gzip')
    }
  }
  reply.header('etag', form.etag)
  return request.headers['if-none-match'] === form.etag
    ? reply.code(304).removeHeader('content-encoding').send()
    : reply.type(file.type).send(form.bytes)
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
