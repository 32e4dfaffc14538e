// A file has one subject and a function can be seen whole. Lines count without blanks and comments at a line's beginning.

import ts from 'typescript';

export const MAX_FILE = 250;
export const MAX_FUNCTION = 40;
/** A component is mostly markup: it may be longer than a function of statements. */
export const MAX_COMPONENT = 60;

function codeLines(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line)).length;
}

type FunctionNode = ts.FunctionDeclaration | ts.MethodDeclaration | ts.ArrowFunction | ts.FunctionExpression;

function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node)
  );
}

/** What is too long in one file. */
export function sizeProblems(path: string, text: string): readonly string[] {
  const problems: string[] = [];
  const lines = codeLines(text);
  if (lines > MAX_FILE) problems.push(`${path}: ${lines} lines of code, at most ${MAX_FILE}`);
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const most = path.endsWith('.tsx') ? MAX_COMPONENT : MAX_FUNCTION;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node.body !== undefined) {
      const length = codeLines(node.body.getText(file));
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      if (length > most) problems.push(`${path}:${line}: a function of ${length} lines, at most ${most}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return problems;
}
