package org.lazymmu.explore;

/**
 * How a step breaks a property.
 *
 * @param message what is wrong, in the words of the model
 */
public record Violation(Property property, String message) {
}
