export function findChromium(host?: { path?: string }): Promise<string | undefined>
export function findDebianPostgres(host?: { directory?: string }): Promise<string | undefined>
export function findInPath(name: string, path?: string): Promise<string | undefined>
