package org.lazymmu.c;

/** The parsers of one range of tokens, which call each other, and the cursor they share. */
final class Grammar {
    final Cursor cursor;
    final ExpressionParser expressions;
    final ArgumentParser arguments;
    final DeclarationParser declarations;
    final StatementParser statements;
    final ListParser lists;

    Grammar(Cursor cursor) {
        this.cursor = cursor;
        expressions = new ExpressionParser(cursor, this);
        arguments = new ArgumentParser(cursor, this);
        declarations = new DeclarationParser(cursor, this);
        statements = new StatementParser(cursor, this);
        lists = new ListParser(cursor, this);
    }
}
