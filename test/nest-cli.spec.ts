import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfigFileTextToJson } from 'typescript';

const root = join(__dirname, '..');

type Project = { type: string; root: string; sourceRoot: string; entryFile: string };
type Tsconfig = { extends?: string; compilerOptions: { paths?: Record<string, string[]>; outDir?: string } };

const read = <T>(file: string): T =>
  parseConfigFileTextToJson(file, readFileSync(join(root, file), 'utf8')).config as T;
const cli = read<{ monorepo: boolean; root: string; projects: Record<string, Project> }>('nest-cli.json');
const foldersOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

describe('nest-cli.json', () => {
  it.each([
    ['application', 'apps'],
    ['library', 'libs'],
  ])('names each %s of the project where it is', (type, folder) => {
    const projects = Object.entries(cli.projects).filter(([, project]) => project.type === type);
    expect(projects.map(([name]) => name).sort()).toEqual(foldersOf(folder));
    for (const [name, project] of projects) {
      expect([name, project.root, project.sourceRoot]).toEqual([name, `${folder}/${name}`, `${folder}/${name}/src`]);
      expect([name, existsSync(join(root, project.sourceRoot, `${project.entryFile}.ts`))]).toEqual([name, true]);
    }
    expect(projects.length).toBeGreaterThan(2);
  });

  it('names nothing else, and one of the applications first', () => {
    for (const { type } of Object.values(cli.projects)) expect(['application', 'library']).toContain(type);
    expect([cli.monorepo, cli.projects[cli.root.replace('apps/', '')]?.type]).toEqual([true, 'application']);
  });

  // The compiler of the CLI puts the file of an alias into `require` as the alias names it: without its ending, so that
  // what is built is found. Its output has a folder of its own, so that no stamp of ours is on it.
  it('builds by a tsconfig of its own, with the same aliases and beside our own build', () => {
    expect(read<{ compilerOptions: unknown }>('nest-cli.json').compilerOptions).toEqual({
      builder: 'tsc',
      tsConfigPath: 'tsconfig.nest.json',
    });
    const [ours, its] = [read<Tsconfig>('tsconfig.json'), read<Tsconfig>('tsconfig.nest.json')];
    expect([its.extends, its.compilerOptions.outDir]).toEqual(['./tsconfig.build.json', 'dist/nest']);
    const built = Object.entries(ours.compilerOptions.paths ?? {}).filter(([alias]) => !/test/.test(alias));
    expect(its.compilerOptions.paths).toEqual(
      Object.fromEntries(built.map(([alias, files]) => [alias, files.map((file) => file.replace(/\.ts$/, ''))])),
    );
  });
});
