import ts from 'typescript';

/** What people see or hear of an element: in HTML, and in components of ours. */
const ATTRIBUTES =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|alt|title|placeholder|label|hint|lead|text|close|error)$/;

/** A text with letters, and the line, from 1, where it begins. */
export interface DisplayedString {
  line: number;
  text: string;
}

/**
 * The texts that stand in a source instead of in the catalogue: JSX text, strings that become JSX text or an attribute that people
 * read, titles and descriptions in a page's metadata, and strings that are a whole sentence. Messages of errors are not among them.
 */
export function displayedStrings(name: string, source: string): DisplayedString[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found = new Set<ts.Node>();
  const visit = (node: ts.Node, inMetadata: boolean): void => {
    if (ts.isNewExpression(node)) return;
    for (const part of partsOf(node, inMetadata)) found.add(part);
    const within = inMetadata || isMetadata(node);
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(file, false);
  return [...found].flatMap((node) => {
    const raw = textOf(node);
    const text = raw.trim();
    if (!/\p{L}/u.test(text.replace(/&\w+;|%s/g, ''))) return [];
    const start = ts.isJsxText(node) ? node.pos + raw.search(/\S/) : node.getStart(file);
    return [{ line: file.getLineAndCharacterOfPosition(start).line + 1, text }];
  });
}

type Literal = ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail | ts.JsxText;

function textOf(node: ts.Node): string {
  return (node as Literal).text;
}

/** The literals that a person reads because of this node. */
function partsOf(node: ts.Node, inMetadata: boolean): Literal[] {
  if (ts.isJsxText(node)) return [node];
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return shown(node);
  if (ts.isJsxAttribute(node)) return ATTRIBUTES.test(node.name.getText()) ? shown(node.initializer) : [];
  if (inMetadata && ts.isPropertyAssignment(node)) return shown(node.initializer);
  return ts.isStringLiteralLike(node) && isSentence(node.text) ? [node] : [];
}

/** The literals in what an expression can come to; what a call makes of its arguments is not known here. */
function shown(node: ts.Node | undefined): Literal[] {
  if (node === undefined) return [];
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.flatMap(({ expression, literal }) => [...shown(expression), literal])];
  if (ts.isConditionalExpression(node)) return [...shown(node.whenTrue), ...shown(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return shownOfBinary(node);
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return shown(node.expression);
  return [];
}

function shownOfBinary({ left, operatorToken, right }: ts.BinaryExpression): Literal[] {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return shown(right);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.PlusToken:
      return [...shown(left), ...shown(right)];
    default:
      return [];
  }
}

/** What Next.js takes a page's title and description from. */
function isMetadata(node: ts.Node): boolean {
  if (ts.isVariableDeclaration(node)) return node.name.getText() === 'metadata';
  return ts.isFunctionDeclaration(node) && node.name?.text === 'generateMetadata';
}

function isSentence(text: string): boolean {
  return /^\p{Lu}.* .*[.?!]$/u.test(text);
}
