// What every file and folder owes its reader: a name, an opening comment, a README with its decisions;
// and what none may hold: a developer's machine, a test that does not run.

import { describe, expect, it } from 'vitest';
import { CODE_ROOTS, filesBelow, writtenCode } from './source-tree.ts';

const code = writtenCode();
const ROOT_FILES =
  /^[^/]+\.(md|json|ts)$|^\.(npmrc|oxlintrc\.json|gitignore|dockerignore)$|^Dockerfile$|^\.ci\//;

function offenders(pattern: RegExp, files = code): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? `${path}:${index + 1}` : [])),
  );
}

describe('a file', () => {
  it('has a name in kebab-case', () => {
    const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?\.ts$/;
    expect(code.map(({ path }) => path).filter((path) => !kebab.test(path))).toEqual([]);
  });

  it('opens with a comment that states its contract', () => {
    // A test's name and first describe() say it already.
    const owing = code.filter(({ path }) => !path.endsWith('.test.ts'));
    const silent = owing.filter(({ text }) => !/^(#!.*\n)?\s*(\/\/|\/\*)/.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});

describe('a folder of src', () => {
  it('with more than three files has a README with dated decisions', () => {
    const sizes = new Map<string, number>();
    for (const { path } of writtenCode(['src'])) {
      const folder = path.split('/').slice(0, -1).slice(0, 2).join('/');
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }
    const readmes = new Map(filesBelow(['src'], 'README.md').map(({ path, text }) => [path, text]));
    const owing = [...sizes]
      .filter(([folder, files]) => files > 3 && folder !== 'src')
      .filter(([folder]) => {
        const text = readmes.get(`${folder}/README.md`) ?? '';
        return !/^#+ Decisions/m.test(text) || !/\b20\d\d-\d\d-\d\d\b/.test(text);
      });
    expect(owing.map(([folder]) => folder)).toEqual([]);
  });
});

describe('the tree', () => {
  const everything = filesBelow(['.']).filter(
    ({ path }) => ROOT_FILES.test(path) || CODE_ROOTS.some((root) => path.startsWith(`${root}/`)),
  );

  it('is seen', () => {
    expect(everything.map(({ path }) => path)).toContain('package.json');
    expect(everything.length).toBeGreaterThan(50);
  });

  it('holds no path of a developer machine and no private registry', () => {
    const machine = new RegExp(`(^|[^\\w.])/(${['work', 'home', 'root', 'Users'].join('|')})/\\w`);
    const mirror = new RegExp(`${'regis'}try\\s*=|${'_au'}th(Token)?\\b|${'regis'}try\\.[a-z]+\\.`);
    expect(offenders(machine, everything)).toEqual([]);
    expect(offenders(mirror, everything)).toEqual([]);
  });

  it('holds no test that is switched off and no note of work to do', () => {
    const tests = code.filter(({ path }) => path.endsWith('.test.ts'));
    const switchedOff = new RegExp(`\\.(${['skip', 'todo', 'only', 'fails'].join('|')})\\(`);
    expect(offenders(switchedOff, tests)).toEqual([]);
    expect(
      offenders(new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`)),
    ).toEqual([]);
  });
});
