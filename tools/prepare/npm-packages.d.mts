export function requireNode(version: string): void
export function installNpmPackages(root: string): Promise<boolean>
