// Makes the repository ready to be tested: node tools/prepare/tests.mjs
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installDebianPackages, missingForTests } from './debian-packages.mjs'
import { installNpmPackages, requireNode } from './npm-packages.mjs'
import { findInPath } from './programs.mjs'
import { report, runPreparation } from './report.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

await runPreparation(async () => {
  requireNode(process.versions.node)
  await installNpmPackages(root)
  await installDebianPackages(await missingForTests(), {
    uid: process.getuid?.(),
    apt: await findInPath('apt-get'),
  })
  report('Ready. Run the tests with: npm test')
})
