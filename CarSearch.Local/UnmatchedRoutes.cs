using CarSearch.Api;

namespace CarSearch.Local;

/// <summary>Returns problem details for unknown paths and methods, as the handlers do for their errors.</summary>
internal static class UnmatchedRoutes
{
    public static void UseUnmatchedRouteProblems(this IApplicationBuilder app) => app.UseStatusCodePages(async context =>
    {
        var problem = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.PathNotFound,
            StatusCodes.Status405MethodNotAllowed => Problem.MethodNotAllowed,
            _ => null,
        };
        if (problem is not null)
        {
            await problem.ExecuteAsync(context.HttpContext).ConfigureAwait(false);
        }
    });
}
