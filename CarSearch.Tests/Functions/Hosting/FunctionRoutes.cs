using System.Reflection;
using CarSearch.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>Serves HTTP functions as the Functions host would, by their own attributes.</summary>
internal static class FunctionRoutes
{
    /// <summary>Every function of the app that HTTP triggers.</summary>
    public static IEnumerable<(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)> All =>
        from type in typeof(ResultsOptions).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let triggers = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        let trigger = triggers.SingleOrDefault(attribute => attribute is not null)
        where trigger is not null
        select (function.Name, method, trigger);

    public static void MapFunctions(this IEndpointRouteBuilder routes, DurableTaskClient client)
    {
        foreach (var (_, method, trigger) in All)
        {
            var function = method.IsStatic ? null : ActivatorUtilities.CreateInstance(routes.ServiceProvider, method.DeclaringType!);
            routes.MapMethods($"/api/{trigger.Route}", trigger.Methods!, async context =>
            {
                var arguments = method.GetParameters().Select(parameter => Argument(parameter, context, client)).ToArray();
                var answer = method.Invoke(function, arguments) switch
                {
                    Task<IResult> task => await task,
                    IResult result => result,
                    var other => throw new NotSupportedException($"{method} gives {other}."),
                };
                await answer.ExecuteAsync(context);
            });
        }
    }

    private static object Argument(ParameterInfo parameter, HttpContext context, DurableTaskClient client) =>
        parameter.ParameterType == typeof(HttpRequest) ? context.Request
        : parameter.ParameterType == typeof(DurableTaskClient) ? client
        : parameter.ParameterType == typeof(string) ? context.Request.RouteValues[parameter.Name!]!
        : throw new NotSupportedException($"{parameter.Name} can't be bound.");
}
