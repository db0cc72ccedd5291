using System.Text.Json;
using CarSearch.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Http;

public sealed class GuardTests
{
    [Fact]
    public async Task A_fault_while_an_answer_is_put_together_is_told_as_problem_details()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Response.Headers.ETag = "\"of the answer that failed\"";
        var answer = await new Guard(NullLogger.Instance).RunAsync(context.Request, () => Task.FromResult<IResult>(new Broken()));
        await answer.ExecuteAsync(context);
        Assert.Equal((500, "application/problem+json"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(0, context.Response.Headers.ETag.Count);
        context.Response.Body.Position = 0;
        Assert.Equal("InternalError", (await JsonDocument.ParseAsync(context.Response.Body)).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_fault_of_a_handler_is_told_as_problem_details_without_its_message()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var answer = await new Guard(NullLogger.Instance).RunAsync(context.Request, () => throw new InvalidOperationException("secret"));
        await answer.ExecuteAsync(context);
        Assert.Equal(500, context.Response.StatusCode);
        context.Response.Body.Position = 0;
        Assert.DoesNotContain("secret", await new StreamReader(context.Response.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }

    private sealed class Broken : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("secret");
    }
}
