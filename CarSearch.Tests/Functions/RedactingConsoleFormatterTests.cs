using CarSearch.Functions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Functions;

public sealed class RedactingConsoleFormatterTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void An_entry_is_a_line_with_its_level_and_category() =>
        Assert.Equal("Warning: Northway.Client: It is closed." + Environment.NewLine, Format("It is closed.", null));

    [Fact]
    public void An_exception_is_on_the_same_line()
    {
        var line = Format("It failed.", new InvalidOperationException("First.\nSecond."));

        Assert.StartsWith(
            "Warning: Northway.Client: It failed. System.InvalidOperationException: First. Second.", line, StringComparison.Ordinal);
        Assert.Single(line.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [InlineData($"GET /api/searches/{Token}?code=key-of-a-customer", null)]
    [InlineData("It failed.", $"The blob {Token}.json is missing; code=key-of-a-customer")]
    public void Tokens_and_keys_are_not_written(string message, string? fault)
    {
        var line = Format(message, fault is null ? null : new InvalidOperationException(fault));

        Assert.DoesNotContain(Token, line, StringComparison.Ordinal);
        Assert.DoesNotContain("key-of-a-customer", line, StringComparison.Ordinal);
        Assert.Contains("[token]", line, StringComparison.Ordinal);
    }

    private static string Format(string message, Exception? exception)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning, "Northway.Client", default, message, exception, static (state, _) => state);
        new RedactingConsoleFormatter().Write(entry, null, writer);
        return writer.ToString();
    }
}
