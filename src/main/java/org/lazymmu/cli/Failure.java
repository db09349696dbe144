package org.lazymmu.cli;

/** Ends a command with a status and one line for the user that says what to do. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    private Failure(int status, String message) {
        super(message);
        this.status = status;
    }

    static Failure usage(String message) {
        return new Failure(Exit.USAGE, message);
    }

    static Failure world(String message) {
        return new Failure(Exit.WORLD, message);
    }

    int status() {
        return status;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
