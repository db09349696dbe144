package org.lazymmu.c;

/** The parsers of one range of tokens, which call each other, and the cursor they share. */
final class Grammar {
    final Cursor cursor;
    final Casts casts;
    final DeclarationGuess guess;
    final TextParser texts;
    final InitializerParser initializers;
    final ExpressionParser expressions;
    final ArgumentParser arguments;
    final DeclarationParser declarations;
    final SimpleStatementParser simple;
    final StatementParser statements;
    final ListParser lists;
    final BranchReader branches;

    Grammar(Cursor cursor) {
        this.cursor = cursor;
        casts = new Casts(cursor);
        guess = new DeclarationGuess(cursor);
        texts = new TextParser(cursor, this);
        initializers = new InitializerParser(cursor, this);
        expressions = new ExpressionParser(cursor, this);
        arguments = new ArgumentParser(cursor, this);
        declarations = new DeclarationParser(cursor, this);
        simple = new SimpleStatementParser(cursor, this);
        statements = new StatementParser(cursor, this);
        lists = new ListParser(cursor, this);
        branches = new BranchReader(cursor, this);
    }
}
