using System.Text.Json;
using CarSearch.Api;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Core.Api;

public sealed class RequestExceptionHandlerTests
{
    [Fact]
    public async Task An_exception_of_a_result_returns_problem_details()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Response.Headers.ETag = "\"of the failed result\"";
        var result = await new RequestExceptionHandler(TimeProvider.System, NullLogger.Instance)
            .ExecuteAsync(context.Request, () => Task.FromResult<IResult>(new FailingResult()));
        await result.ExecuteAsync(context);
        Assert.Equal((500, "application/problem+json"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(0, context.Response.Headers.ETag.Count);
        context.Response.Body.Position = 0;
        Assert.Equal("InternalError", (await JsonDocument.ParseAsync(context.Response.Body)).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_exception_of_a_handler_returns_problem_details_without_its_message()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var result = await new RequestExceptionHandler(TimeProvider.System, NullLogger.Instance)
            .ExecuteAsync(context.Request, () => throw new InvalidOperationException("secret"));
        await result.ExecuteAsync(context);
        Assert.Equal(500, context.Response.StatusCode);
        context.Response.Body.Position = 0;
        Assert.DoesNotContain("secret", await new StreamReader(context.Response.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException), true)]
    [InlineData(typeof(IOException), true)]
    [InlineData(typeof(ConnectionAbortedException), false)]
    [InlineData(typeof(ConnectionResetException), false)]
    public async Task A_closed_connection_is_not_logged(Type thrown, bool isAborted)
    {
        using var log = new LogLines();
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(isAborted) };
        var result = await new RequestExceptionHandler(TimeProvider.System, log.CreateLogger(""))
            .ExecuteAsync(context.Request, () => Task.FromResult<IResult>(new AbortedResult(thrown)));
        await result.ExecuteAsync(context);
        Assert.Empty(log.All);
    }

    private sealed class AbortedResult(Type thrown) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            throw (Exception)Activator.CreateInstance(thrown, "The connection is closed.")!;
    }

    private sealed class FailingResult : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("secret");
    }
}
