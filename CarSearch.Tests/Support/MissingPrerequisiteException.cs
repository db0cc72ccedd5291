namespace CarSearch.Tests.Support;

/// <summary>
/// A program that a test needs is not installed and not part of the .NET SDK. The test is skipped; with <c>CI=true</c> it fails.
/// </summary>
public sealed class MissingPrerequisiteException(string message) : Exception(message);
