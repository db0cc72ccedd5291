using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Support;

/// <summary>Captures log lines of all levels with their scopes.</summary>
public sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = [];
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> All => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>Waits until a line contains a text.</summary>
    public Task WaitForAsync(string text) => Eventually.TrueAsync(
        () => lines.Any(line => line.Contains(text, StringComparison.Ordinal)), () => $"No line contains \"{text}\".");

    public void AssertContains(string text) => Assert.Contains(lines, line => line.Contains(text, StringComparison.Ordinal));

    public void AssertSingle(string text) => Assert.Single(lines, line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Asserts that no line contains one of the texts, in any case.</summary>
    public void AssertNone(params string[] texts) => Assert.All(texts, text =>
        Assert.DoesNotContain(lines, line => line.Contains(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Asserts that there is no error and no stack trace.</summary>
    public void AssertNoError() => Assert.DoesNotContain(lines, line => line.StartsWith("Error", StringComparison.Ordinal)
        || line.StartsWith("Critical", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            owner.scopes.ForEachScope(static (scope, lines) => lines.Enqueue($"scope: {scope}"), owner.lines);
            owner.lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
