using NSubstitute;
using Xunit.Abstractions;

namespace CarSearch.Tests.Support;

public sealed class SkippingTestFrameworkTests
{
    [Fact]
    public void A_test_that_misses_a_prerequisite_is_skipped_with_the_reason()
    {
        var failed = Failed((typeof(AggregateException), "Several."), (typeof(MissingPrerequisiteException), "Node.js is not installed."));

        var skipped = Assert.IsAssignableFrom<ITestSkipped>(SkippingTestFramework.Translate(failed));

        Assert.Equal("Node.js is not installed.", skipped.Reason);
        Assert.Same(failed.Test, skipped.Test);
    }

    [Fact]
    public void Any_other_failure_remains_one()
    {
        var failed = Failed((typeof(InvalidOperationException), "Node.js is not installed."));

        Assert.Same(failed, SkippingTestFramework.Translate(failed));
    }

    private static ITestFailed Failed(params (Type Type, string Message)[] exceptions)
    {
        var failed = Substitute.For<ITestFailed>();
        failed.ExceptionTypes.Returns([.. exceptions.Select(exception => exception.Type.FullName)]);
        failed.Messages.Returns([.. exceptions.Select(exception => exception.Message)]);
        return failed;
    }
}
