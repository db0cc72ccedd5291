using System.Reflection;
using CarSearch.Tests.Support;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework($"CarSearch.Tests.Support.{nameof(SkippingTestFramework)}", "CarSearch.Tests")]

namespace CarSearch.Tests.Support;

/// <summary>
/// The xUnit framework, except that a <see cref="MissingPrerequisiteException"/> skips a test, unless <c>CI=true</c>.
/// </summary>
public sealed class SkippingTestFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        Environment.GetEnvironmentVariable("CI") is "true" or "1"
            ? base.CreateExecutor(assemblyName)
            : new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    /// <summary>Replaces the failure of a test that misses a prerequisite by a skipped test. Returns other messages unchanged.</summary>
    public static IMessageSinkMessage Translate(IMessageSinkMessage message) =>
        message is ITestFailed failed
        && Array.IndexOf(failed.ExceptionTypes, typeof(MissingPrerequisiteException).FullName) is >= 0 and var index
            ? new TestSkipped(failed.Test, failed.Messages[index])
            : message;

    private sealed class Executor(AssemblyName assemblyName, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assemblyName, sources, diagnostics)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases, new Translator(executionMessageSink), executionOptions);
    }

    private sealed class Translator(IMessageSink inner) : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => inner.OnMessage(Translate(message));
    }
}
