namespace CarSearch.Tests.Support;

/// <summary>A test can't run on this machine, for want of a program that is not part of the .NET SDK. The test is reported as skipped; with <c>CI=true</c> it fails.</summary>
public sealed class MissingPrerequisiteException(string message) : Exception(message);
