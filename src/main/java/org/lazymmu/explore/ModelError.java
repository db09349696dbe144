package org.lazymmu.explore;

/** A model that breaks the rules of models: a defect of the model, never a property of what it describes. */
public final class ModelError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelError(String message) {
        super(message);
    }
}
