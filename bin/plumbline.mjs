#!/usr/bin/env node
// Plain JavaScript: it must run on the older Node a machine may bring, to reach the newer one the software needs.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from './launch.mjs'

const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)))

await launch({
  packageRoot,
  entry: join(packageRoot, 'src', 'main.ts'),
  args: process.argv.slice(2),
})
