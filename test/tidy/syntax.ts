// What the tidy tests ask of a file's syntax: its imports, its functions, the names it uses.

import path from 'node:path';
import type { ArrowFunctionExpression, Function as FunctionLike, Node } from 'oxc-parser';
import { parseSync, visitorKeys } from 'oxc-parser';
import type { SourceFile } from './source-tree.ts';

export interface Import {
  /** As written: `../base/uuid.ts`, `node:fs`, `pino`. */
  readonly specifier: string;
  /** The repository path of a relative import; null for a package or a module of Node. */
  readonly target: string | null;
  /** Names taken from it, for a static import. */
  readonly names: readonly string[];
}

export interface FunctionShape {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
}

/** Parses a file once; a syntax error fails the test that asked. */
export function parse(file: SourceFile): Syntax {
  const result = parseSync(file.path, file.text);
  const [error] = result.errors;
  if (error) throw new Error(`${file.path}: ${error.message}`);
  return new Syntax(file, result);
}

export class Syntax {
  readonly #file: SourceFile;
  readonly #result: ReturnType<typeof parseSync>;

  constructor(file: SourceFile, result: ReturnType<typeof parseSync>) {
    this.#file = file;
    this.#result = result;
  }

  /** Static and dynamic imports and re-exports; types count, for they bind the reader as well. */
  imports(): Import[] {
    const { staticImports, staticExports, dynamicImports } = this.#result.module;
    const found: Import[] = staticImports.map(({ moduleRequest, entries }) =>
      this.#import(
        moduleRequest.value,
        entries.map(({ importName }) => importName.name ?? '*'),
      ),
    );
    for (const { entries } of staticExports) {
      for (const { moduleRequest } of entries) {
        if (moduleRequest) found.push(this.#import(moduleRequest.value, []));
      }
    }
    for (const { moduleRequest } of dynamicImports) {
      const written = this.#file.text.slice(moduleRequest.start, moduleRequest.end);
      const literal = /^(['"`])([^'"`$]+)\1$/.exec(written)?.[2];
      if (literal) found.push(this.#import(literal, []));
    }
    return found;
  }

  #import(specifier: string, names: readonly string[]): Import {
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(this.#file.path), specifier)
      : null;
    return { specifier, target, names };
  }

  functions(): FunctionShape[] {
    const found: FunctionShape[] = [];
    this.visit((node, parent) => {
      if (!isFunction(node)) return;
      const line = this.lineOf(node.start);
      found.push({
        name: nameOf(node, parent),
        line,
        lines: this.lineOf(node.end) - line + 1,
        parameters: node.params.length,
      });
    });
    return found;
  }

  /** Calls `see` for every node with the one above it, outermost first. */
  visit(see: (node: Node, parent: Node | null) => void): void {
    const walk = (node: Node, parent: Node | null): void => {
      see(node, parent);
      for (const key of visitorKeys[node.type] ?? []) {
        const child: unknown = Reflect.get(node, key);
        for (const each of Array.isArray(child) ? child : [child]) {
          if (isNode(each)) walk(each, node);
        }
      }
    };
    walk(this.#result.program, null);
  }

  /** The line of a character's position, counted from 1. */
  lineOf(position: number): number {
    return this.#file.text.slice(0, position).split('\n').length;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

type FunctionNode = FunctionLike | ArrowFunctionExpression;

function isFunction(node: Node): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function nameOf(node: FunctionNode, parent: Node | null): string {
  if (node.type !== 'ArrowFunctionExpression' && node.id) return node.id.name;
  const named: unknown = parent && (Reflect.get(parent, 'key') ?? Reflect.get(parent, 'id'));
  const name: unknown = isNode(named) ? Reflect.get(named, 'name') : undefined;
  return typeof name === 'string' ? name : '(anonymous)';
}
