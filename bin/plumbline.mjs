#!/usr/bin/env node
// Plain JavaScript: it must run on the older Node a machine may bring, to reach the newer one the software needs.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from './launch.mjs'

await launch({
  packageRoot: dirname(dirname(fileURLToPath(import.meta.url))),
  args: process.argv.slice(2),
})
