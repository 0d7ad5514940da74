// Makes the repository ready to run: node tools/prepare/run.mjs
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installNpmPackages, requireNode } from './npm-packages.mjs'
import { report, runPreparation } from './report.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

await runPreparation(async () => {
  requireNode(process.versions.node)
  await installNpmPackages(root)
  report('Ready. Start it with: npm start')
})
